import { locked, session } from "../state/session";
import { ConnectionBanner } from "./connection_banner";
import { Desk } from "./desk";
import { LockScreen } from "./lock_screen";
import { SignIn } from "./sign_in";

export function App() {
  if (session.value === undefined) return <ConnectionBanner />;
  if (session.value === null) return <SignIn />;
  return (
    <>
      <Desk covered={locked.value} />
      {locked.value && <LockScreen name={session.value.name} />}
    </>
  );
}
