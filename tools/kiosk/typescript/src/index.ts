export * from "./client.js";
export * from "./transport.js";
export { Advice } from "./gen/chowki/screening/v1/advice_pb.js";
export {
  Capture,
  Direction,
  KioskAnswer_Presentation as Presentation,
  type KioskAnswer,
  type Screening,
} from "./gen/chowki/screening/v1/screening_pb.js";
export {
  ScreeningService,
  type ScreenDocumentResponse,
} from "./gen/chowki/screening/v1/screening_service_pb.js";
export { Light } from "./gen/chowki/type/v1/types_pb.js";
