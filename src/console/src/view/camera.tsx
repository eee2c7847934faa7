import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../i18n/translate";

// As much as the camera gives; a reader has 385 pixels an inch, 1900 along a passport's page.
const kWanted = { video: { facingMode: "environment", width: { ideal: 3840 } } };
const kJpegQuality = 0.95;

/** The camera's picture, and a key to take it. */
export function Camera({ take }: { take: (picture: Blob) => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const [refusal, setRefusal] = useState("");
  useEffect(() => {
    let stream: MediaStream | undefined;
    let wanted = true;
    const open = async () => {
      try {
        const opened = await navigator.mediaDevices.getUserMedia(kWanted);
        if (!wanted) return opened.getTracks().forEach((track) => track.stop());
        stream = opened;
        if (video.current) video.current.srcObject = stream;
      } catch (error) {
        setRefusal(t("intake.no_camera", { message: String(error) }));
      }
    };
    void open();
    return () => {
      wanted = false;
      stream?.getTracks().forEach((track) => track.stop());
    };
  }, []);
  const shoot = () => {
    if (!video.current) return;
    const { videoWidth, videoHeight } = video.current;
    const canvas = document.createElement("canvas");
    canvas.width = videoWidth;
    canvas.height = videoHeight;
    canvas.getContext("2d")?.drawImage(video.current, 0, 0);
    canvas.toBlob((picture) => picture && take(picture), "image/jpeg", kJpegQuality);
  };
  if (refusal !== "") return <p class="refusal">{refusal}</p>;
  return (
    <div class="camera">
      <video ref={video} autoPlay muted playsInline />
      <button type="button" class="primary" onClick={shoot}>
        {t("intake.take")}
      </button>
    </div>
  );
}
