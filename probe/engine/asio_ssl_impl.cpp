// SPDX-License-Identifier: Apache-2.0
// The part of Asio's own code that needs OpenSSL, compiled once.
#include <boost/asio/ssl/impl/src.hpp>
