#include "zone_drawing.h"

#include <opencv2/imgproc.hpp>

#include "locate/plane.h"

namespace chowki::test {

cv::Mat Draw(const ZoneDrawing& zone) {
  cv::Mat image(zone.image_px, CV_8UC1, cv::Scalar(220));
  const locate::Axes axes{zone.centre_px, zone.angle_rad};
  const double half = zone.characters / 2.0;
  cv::RNG random(7);
  for (int line = 0; line < zone.lines; ++line) {
    for (int k = 0; k < zone.characters; ++k) {
      const double t = (k + 0.5 - half) / half;
      const double a = (k + 0.5 - half) * zone.pitch_px;
      const double b = (line - (zone.lines - 1) / 2.0) * zone.distance_px + zone.bow * (1 - t * t);
      // A box with or without a bar: strokes, not a blot.
      const double w = 0.3 * zone.pitch_px;
      const double h = 0.5 * zone.pitch_px;
      const auto corner = [&](double da, double db) {
        return cv::Point(axes.ToImage(a + da, b + db));
      };
      const cv::Scalar ink(40);
      cv::line(image, corner(-w, -h), corner(-w, h), ink, 2, cv::LINE_AA);
      if (random.uniform(0, 2) == 1) {
        cv::line(image, corner(w, -h), corner(w, h), ink, 2, cv::LINE_AA);
      }
      cv::line(image, corner(-w, -h), corner(w, -h), ink, 2, cv::LINE_AA);
      cv::line(image, corner(-w, h), corner(w, h), ink, 2, cv::LINE_AA);
    }
  }
  return image;
}

locate::Band BandOf(const ZoneDrawing& zone) {
  locate::Band band;
  band.centre_px = zone.centre_px;
  band.angle_rad = zone.angle_rad;
  band.length_px = zone.characters * zone.pitch_px;
  band.height_px = (zone.lines - 1) * zone.distance_px + zone.pitch_px + zone.bow;
  return band;
}

}  // namespace chowki::test
