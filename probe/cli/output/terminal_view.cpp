// SPDX-License-Identifier: Apache-2.0
#include "probe/cli/output/terminal_view.hpp"

#include "reports/absence.hpp"
#include "reports/terminal/policy_view.hpp"

#include <ostream>
#include <sstream>

namespace probe::cli {

ViewPlace view_place(const Environment& environment) {
  ViewPlace place;
  place.is_terminal = environment.out_is_terminal;
  place.takes_utf8 = environment.takes_utf8;
  place.is_dumb = environment.variables("TERM").value_or("") == "dumb";
  place.no_color = !environment.variables("NO_COLOR").value_or("").empty();
  return place;
}

Written print_text(const std::string& text, Environment& environment) {
  const auto error = stdout_file(environment.out)->write(text);
  if (!error) return Written::yes;
  tell_write_error(environment.err, "standard output", error);
  return Written::no;
}

Written write_terminal_view(const reports::Subject& subject, const ViewRequest& request, Environment& environment) {
  std::ostringstream text;
  reports::write_terminal(text, subject, terminal_style(request, view_place(environment)));
  return print_text(text.str(), environment);
}

Written write_policy_view(const reports::Subject& subject, const ViewRequest& request, Environment& environment) {
  if (subject.judgements.empty()) return Written::yes;
  std::ostringstream text;
  reports::write_policy_view(text, subject, terminal_style(request, view_place(environment)));
  return print_text(text.str(), environment);
}

Written write_absence_view(const ScanRecord& record, const ViewRequest& request, bool stdout_is_taken,
                           Environment& environment) {
  auto style = terminal_style(request, view_place(environment));
  std::ostringstream text;
  if (stdout_is_taken) style.color = false;  // what is known of standard output says nothing of the other
  reports::write_absence(text, record, style);
  if (!stdout_is_taken) return print_text(text.str(), environment);
  environment.err << text.str() << std::flush;
  return Written::yes;
}

}  // namespace probe::cli
