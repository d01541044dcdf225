// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace probe::zip {

/// A file or folder in a zip (PKWARE APPNOTE 4.3).
struct Entry {
  std::string name;          ///< as it stands there; hostile
  std::uint16_t method = 0;  ///< 0 stored, 8 deflate
  std::uint32_t crc = 0, packed = 0, size = 0;
  std::size_t data = 0;  ///< where its packed octets begin
  /// APPNOTE 4.3.8: folders are noted by a slash at the end of the name, and hold nothing.
  [[nodiscard]] bool is_folder() const { return name.ends_with('/'); }
};

/// What is not as a zip has to be, and where; may hold a name out of it: hostile.
struct Error {
  std::string text;
};

/// See the same function of tls::DecodeError.
[[noreturn]] inline void throw_exception_from_error(const Error& error, const boost::source_location& /*where*/) {
  throw std::logic_error("an error was not looked at: " + error.text);
}

/// What an archive may hold at most, whatever it claims.
struct Bounds {
  std::size_t entries = 0;
  std::size_t octets = 0;  ///< of all files together, unpacked
};

/// What any reader finds in this archive, be it one that believes the central directory, one that goes from local
/// header to local header, or one that looks for signatures. That is so because every octet has its place: the entries
/// follow each other from the first octet on and in the directory's order, the directory follows them, the end record
/// is the last, and what is said twice is said alike. An archive that is not so is an error, and so are what readers
/// understand differently or not at all: encryption, methods other than stored and deflate, zip64, several disks,
/// comments, extra fields other than times and owners, links and other special files. Takes linear time.
[[nodiscard]] boost::system::result<std::vector<Entry>, Error> open(std::string_view octets, const Bounds& most);

/// The entry's content. Fails for what is larger than `most` octets, other than its size or its checksum say, or no
/// deflate data that end with the last octet.
[[nodiscard]] boost::system::result<std::string, Error> extract(std::string_view octets, const Entry& entry,
                                                                std::size_t most);

}  // namespace probe::zip
