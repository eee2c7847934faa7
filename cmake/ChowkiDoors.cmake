# Every third-party library, found once and named door::<library>. A room gets in only through the
# doors that its chowki_room() call lists; tests/architecture holds the #includes against the same
# table.

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

function(chowki_door name)
  add_library(door_${name} INTERFACE)
  target_link_libraries(door_${name} INTERFACE ${ARGN})
  add_library(door::${name} ALIAS door_${name})
endfunction()

find_package(OpenCV 4.6 REQUIRED COMPONENTS core imgproc dnn)
chowki_door(opencv opencv_core opencv_imgproc)
chowki_door(opencv_dnn opencv_dnn)
target_include_directories(door_opencv SYSTEM INTERFACE ${OpenCV_INCLUDE_DIRS})

# Its own package file asks for OpenCL and for a compiler with OpenMP; the library alone is enough.
find_library(CHOWKI_DNNL dnnl REQUIRED)
chowki_door(dnnl ${CHOWKI_DNNL} gomp)

pkg_check_modules(TESSERACT REQUIRED IMPORTED_TARGET tesseract lept)
chowki_door(tesseract PkgConfig::TESSERACT gomp)

find_package(JPEG REQUIRED)
find_package(PNG REQUIRED)
chowki_door(jpeg JPEG::JPEG)
chowki_door(png PNG::PNG)

find_package(ZLIB REQUIRED)
chowki_door(zlib ZLIB::ZLIB)

pkg_check_modules(PUGIXML REQUIRED IMPORTED_TARGET pugixml)
chowki_door(pugixml PkgConfig::PUGIXML)

find_package(SQLite3 REQUIRED)
chowki_door(sqlite SQLite::SQLite3)

pkg_check_modules(PQXX REQUIRED IMPORTED_TARGET libpqxx)
chowki_door(pqxx PkgConfig::PQXX)

# Headers only, but for what they call of OpenSSL.
find_package(Boost 1.81 REQUIRED)
find_package(OpenSSL 3 REQUIRED)
chowki_door(crypto OpenSSL::Crypto)
chowki_door(boost Boost::headers OpenSSL::SSL)
chowki_door(tls OpenSSL::SSL)

pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
chowki_door(sodium PkgConfig::SODIUM)
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)
chowki_door(zstd PkgConfig::ZSTD)

find_package(ICU 72 REQUIRED COMPONENTS uc i18n)
chowki_door(icu ICU::i18n ICU::uc)

find_package(absl REQUIRED)
chowki_door(absl absl::status absl::statusor)
chowki_door(absl_text absl::strings)
find_package(fmt REQUIRED)
chowki_door(fmt fmt::fmt)
find_package(spdlog REQUIRED)
chowki_door(spdlog spdlog::spdlog)
find_package(prometheus-cpp CONFIG REQUIRED)
chowki_door(prometheus prometheus-cpp::core)
find_package(nlohmann_json REQUIRED)
chowki_door(json nlohmann_json::nlohmann_json)
find_package(CLI11 REQUIRED)
chowki_door(cli11 CLI11::CLI11)
find_package(tomlplusplus REQUIRED)
chowki_door(toml tomlplusplus::tomlplusplus)

find_package(Protobuf 3.21 REQUIRED)
chowki_door(protobuf protobuf::libprotobuf)
find_package(gRPC 1.51 CONFIG REQUIRED)
chowki_door(grpc gRPC::grpc++ gRPC::grpc++_reflection)
