import { ServerProvider } from "@stampede/client/react/server";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { type ReactNode, StrictMode, useLayoutEffect } from "react";

import type { createAppRouter } from "./router.tsx";

interface AppProps {
  readonly router: ReturnType<typeof createAppRouter>;
  /** Is told once all of it stands in the document, or in what is to be put there. */
  readonly onShow?: () => void;
}

/** The site, in the browser and on the server. */
export function App({ router, onShow }: AppProps): ReactNode {
  const { queryClient, server } = router.options.context;
  return (
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <ServerProvider value={server}>
          <RouterProvider router={router} />
          {onShow && <Shown onShow={onShow} />}
        </ServerProvider>
      </QueryClientProvider>
    </StrictMode>
  );
}

function Shown({ onShow }: Required<Pick<AppProps, "onShow">>): ReactNode {
  useLayoutEffect(() => onShow(), [onShow]);
  return null;
}
