#include "trust/story.h"

namespace chowki::trust::test {

std::vector<Attack> BundleAttacks() {
  return {
      {"not a bundle", Refusal::kBundleMalformed,
       [] { return WithSpoiledBundle([](std::string& bundle) { bundle[7] = '2'; }); }},
      {"an empty bundle", Refusal::kBundleMalformed,
       [] { return WithSpoiledBundle([](std::string& bundle) { bundle.clear(); }); }},
      {"a bundle cut off in its header", Refusal::kBundleMalformed,
       [] { return WithSpoiledBundle([](std::string& bundle) { bundle.resize(300); }); }},
      {"a bundle cut off in a file", Refusal::kBundleMalformed,
       [] { return WithSpoiledBundle([](std::string& bundle) { bundle.pop_back(); }); }},
      {"a bundle with a tail", Refusal::kBundleMalformed,
       [] { return WithSpoiledBundle([](std::string& bundle) { bundle += '\0'; }); }},
      {"a bundle whose header is endless", Refusal::kBundleMalformed,
       [] { return WithSpoiledBundle([](std::string& bundle) { bundle[8] = '\x7f'; }); }},
      {"a bundle of another deployment", Refusal::kDeploymentWrong,
       [] {
         Story story;
         story.Next();
         Offer offer = story.centre.Bundle();
         offer.header.deployment = "dystopia";
         return story.Hand(offer);
       }},
      {"a receipt in the place of a list", Refusal::kBundleDirectionWrong,
       [] {
         Story story;
         Offer offer = story.centre.Bundle();
         offer.header.direction = Direction::kAcknowledge;
         return story.Hand(offer);
       }},
      {"events in the clear", Refusal::kBundleNotSealed,
       [] {
         Story story;
         Offer offer;
         offer.header.deployment = "utopia";
         offer.header.direction = Direction::kUp;
         offer.keep_sections = true;
         return story.Hand(offer);
       }},
      {"a bundle sealed to others", Refusal::kBundleNotForUs,
       [] {
         Story story;
         Offer offer = story.centre.Bundle();
         offer.recipients = {OpeningKeyOf("another post").sealing_key()};
         story.situation.opening_key = "post";
         return story.Hand(offer);
       }},
      {"a sealed bundle and no key", Refusal::kBundleNotForUs,
       [] {
         Story story;
         Offer offer = story.centre.Bundle();
         offer.recipients = {OpeningKeyOf("post").sealing_key()};
         return story.Hand(offer);
       }},
      {"one bit of what is sealed", Refusal::kBundleDamaged,
       [] {
         return WithSpoiledBundle([](std::string& bundle) { bundle[bundle.size() - 40] ^= 1; },
                                  true);
       }},
      {"a sealed bundle cut off", Refusal::kBundleDamaged,
       [] {
         return WithSpoiledBundle([](std::string& bundle) { bundle.resize(bundle.size() - 20); },
                                  true);
       }},
      {"a sealed bundle with a tail", Refusal::kBundleDamaged,
       [] { return WithSpoiledBundle([](std::string& bundle) { bundle += "tail"; }, true); }},
      {"a sealed body below another header", Refusal::kBundleDamaged,
       [] {
         return WithSpoiledBundle(
             [](std::string& bundle) {
               // created_at_unix: the only field that nobody signs and that is of no effect.
               const size_t at = bundle.find("utopia") + 6 + 1;
               bundle[at] ^= 1;
             },
             true);
       }},
  };
}

}  // namespace chowki::trust::test
