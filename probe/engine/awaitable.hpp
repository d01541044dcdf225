// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace probe {

namespace asio = boost::asio;

template <class T>
using Awaitable = asio::awaitable<T>;

/// Every operation is awaited with it: errors of the network are values.
inline constexpr auto kAwaitTuple = asio::as_tuple(asio::use_awaitable);

}  // namespace probe
