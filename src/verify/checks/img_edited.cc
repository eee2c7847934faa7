#include <cmath>
#include <limits>

#include <opencv2/imgproc.hpp>

#include "verify/check.h"
#include "verify/compression.h"
#include "verify/outcome.h"

namespace chowki::verify {
namespace {

constexpr std::string_view kMissing = "compression_missing";
constexpr std::string_view kOnce = "compressed_once";
constexpr std::string_view kNone = "no_compression";
constexpr std::string_view kTooStrong = "strongly_compressed";
constexpr std::string_view kNoVisible = "no_visible_image";
constexpr std::string_view kReasons[] = {kMissing, kOnce, kNone, kTooStrong, kNoVisible};

constexpr int kBlockPx = 8;
constexpr double kMostStep = 12;      // coarser: little is left of each block, and video is like it
constexpr double kLeastCount = 2000;  // of coefficients in all

// A place is so many blocks wide, and so many coefficients must be there.
struct Place {
  int blocks;
  double least_count;
  double off;    // steps that its coefficients lie off, at most
  double twice;  // log likelihood of two compressions, at least
};

// Of 90 genuine specimens, as they are and saved once more at quality 85 to 98, the larger places
// had 0.176 at most and -0.25 at least, the small ones 0.199 and -0.17; unrelated pixels have 0.25.
constexpr Place kPlaces[] = {{5, 40, 0.25, -0.6}, {9, 60, 0.22, -0.4}};

double MeanOf(const cv::Mat& sums, const cv::Mat& counted) {
  const double count = cv::sum(counted)[0];
  return count < kLeastCount ? std::numeric_limits<double>::quiet_NaN() : cv::sum(sums)[0] / count;
}

// The mean over the places round each block; `otherwise` where too little is counted.
cv::Mat MeanRound(const cv::Mat& sums, const cv::Mat& counted, const Place& place,
                  double otherwise) {
  cv::Mat sum;
  cv::Mat count;
  const cv::Size size(place.blocks, place.blocks);
  cv::boxFilter(sums, sum, -1, size, {-1, -1}, false, cv::BORDER_CONSTANT);
  cv::boxFilter(counted, count, -1, size, {-1, -1}, false, cv::BORDER_CONSTANT);
  cv::Mat mean = sum / cv::max(count, 1);
  mean.setTo(otherwise, count < place.least_count);
  return mean;
}

// The largest of the places in relative coordinates.
Quad LargestOf(const cv::Mat& places, int blocks, const Size& px) {
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centroids;
  const int count = cv::connectedComponentsWithStats(places, labels, stats, centroids);
  int largest = 1;
  for (int label = 2; label < count; ++label) {
    if (stats.at<int>(label, cv::CC_STAT_AREA) > stats.at<int>(largest, cv::CC_STAT_AREA)) {
      largest = label;
    }
  }
  const auto stat = [&](int which) { return stats.at<int>(largest, which); };
  cv::Rect box(stat(cv::CC_STAT_LEFT) - blocks / 2, stat(cv::CC_STAT_TOP) - blocks / 2,
               stat(cv::CC_STAT_WIDTH) + blocks - 1, stat(cv::CC_STAT_HEIGHT) + blocks - 1);
  box &= cv::Rect({}, places.size());
  return Relative(
      ToQuad({static_cast<double>(box.x) * kBlockPx, static_cast<double>(box.y) * kBlockPx,
              static_cast<double>(box.width) * kBlockPx,
              static_cast<double>(box.height) * kBlockPx}),
      px);
}

// Adds what the places with `sign` * mean above `sign` * threshold say.
void Judge(const cv::Mat& means, double threshold, double sign, std::string_view reason,
           const Place& place, const Size& px, std::vector<Finding>& findings) {
  const cv::Mat told = sign > 0 ? means > threshold : means < threshold;
  if (cv::countNonZero(told) == 0) return;
  double least = 0;
  double most = 0;
  cv::minMaxLoc(means, &least, &most);
  Finding finding = Undetermined(reason, Contribution::kAttention, kModerate);
  finding.value = sign > 0 ? most : least;
  finding.threshold = threshold;
  finding.evidence.push_back({capture::Light::kVisible, LargestOf(told, place.blocks, px), "", ""});
  findings.push_back(std::move(finding));
}

// Whether a part of the picture came into its file later than the rest. This is a defence of the
// service against pictures that no reader took: it says nothing of paper, and nothing at all where
// the file was not compressed, was made smaller, or was compressed more strongly at last.
std::vector<Finding> Perform(const Exhibit& exhibit) {
  if (exhibit.visible == nullptr) return {NotPerformed(kNoVisible)};
  const Compression compression = MeasureCompression(*exhibit.visible);
  const double off = MeanOf(compression.off, compression.off_counted);
  const double twice = MeanOf(compression.twice, compression.twice_counted);
  if (compression.step > kMostStep) return {NotPerformed(kTooStrong)};
  if (std::isnan(off) && std::isnan(twice)) return {NotPerformed(kNone)};
  const Size px = exhibit.visible->size_px();
  std::vector<Finding> findings;
  for (const Place& place : kPlaces) {
    if (findings.empty() && !std::isnan(off)) {
      Judge(MeanRound(compression.off, compression.off_counted, place, 0), place.off, 1, kMissing,
            place, px, findings);
    }
    if (findings.empty() && !std::isnan(twice)) {
      Judge(MeanRound(compression.twice, compression.twice_counted, place, 0), place.twice, -1,
            kOnce, place, px, findings);
    }
  }
  if (findings.empty()) findings.push_back(Successful());
  return findings;
}

}  // namespace

extern const Check kImgEdited;
constinit const Check kImgEdited{&Perform, kReasons};

}  // namespace chowki::verify
