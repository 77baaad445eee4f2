import { type ReactNode, useEffect, useRef } from "react";

/** Brings what has just come to where it is seen, past the header and the bar at the bottom. */
export function InView({ children }: { readonly children: ReactNode }): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <div ref={place} className="scroll-mt-20 scroll-mb-28">
      {children}
    </div>
  );
}
