#pragma once

// Of libgomp, whose header is not where every compiler looks for it.
extern "C" {
int omp_get_max_threads();
void omp_set_num_threads(int threads);
}

namespace chowki::infer {

// While it lives the calling thread starts no helpers: Debian's oneDNN splits its work by OpenMP,
// whose threads would take the cores from the other callers.
class OneThread {
 public:
  OneThread() : before_(omp_get_max_threads()) { omp_set_num_threads(1); }
  ~OneThread() { omp_set_num_threads(before_); }
  OneThread(const OneThread&) = delete;
  OneThread& operator=(const OneThread&) = delete;

 private:
  int before_;
};

}  // namespace chowki::infer
