#include "app/cli/figures_command.h"

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include "app/cli/connection.h"
#include "app/file_text.h"
#include "app/grpc_lifetime.h"
#include "chowki/figures/v1/figures_service.grpc.pb.h"
#include "figures/monthly.h"
#include "wire/types.h"

namespace chowki::app::cli {
namespace {

namespace pb = chowki::figures::v1;
using figures::Mark;

struct Options {
  ConnectionOptions connection;
  std::string month;
  std::string out = ".";
};

Result<figures::Count> FromProto(const pb::FigureCount& count) {
  switch (count.mark()) {
    case pb::COUNT_MARK_SHOWN:
      return figures::Count{count.value(), Mark::kShown};
    case pb::COUNT_MARK_SMALL:
      return figures::Count{0, Mark::kSmall};
    case pb::COUNT_MARK_WITHHELD:
      return figures::Count{0, Mark::kWithheld};
    default:
      return InvalidInput("the centre tells a count in a way that this version does not know");
  }
}

Result<figures::Table> FromProto(const pb::FigureTable& message) {
  figures::Table table;
  table.rows.assign(message.rows().begin(), message.rows().end());
  table.columns.assign(message.columns().begin(), message.columns().end());
  for (const pb::FigureCount& count : message.counts()) {
    CHOWKI_ASSIGN_OR_RETURN(table.counts.emplace_back(), FromProto(count));
  }
  if (table.counts.size() != (table.rows.size() + 1) * (table.columns.size() + 1)) {
    return InvalidInput("a table of the centre has {} counts for {} rows and {} columns",
                        table.counts.size(), table.rows.size(), table.columns.size());
  }
  return table;
}

Result<figures::Monthly> FromProto(const pb::GetMonthlyFiguresResponse& message) {
  figures::Monthly monthly;
  CHOWKI_ASSIGN_OR_RETURN(monthly.month, figures::ParseMonth(message.month()));
  for (const pb::Figure& figure : message.figures()) {
    figures::Figure& told = monthly.figures.emplace_back();
    told.kind = figure.kind();
    told.code = figure.code();
    CHOWKI_ASSIGN_OR_RETURN(told.people, FromProto(figure.people()));
    CHOWKI_ASSIGN_OR_RETURN(told.routes, FromProto(figure.routes()));
  }
  monthly.pending = message.pending();
  CHOWKI_ASSIGN_OR_RETURN(monthly.made, wire::FromProto(message.make_time()));
  return monthly;
}

Result<figures::Monthly> Ask(pb::FiguresService::Stub& stub, const Options& options) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() +
                       std::chrono::seconds(options.connection.timeout_s));
  pb::GetMonthlyFiguresRequest request;
  request.set_month(options.month);
  pb::GetMonthlyFiguresResponse response;
  CHOWKI_RETURN_IF_ERROR(FromGrpc(stub.GetMonthlyFigures(&context, request, &response)));
  return FromProto(response);
}

Status Write(const Options& options) {
  CHOWKI_RETURN_IF_ERROR(figures::ParseMonth(options.month).status());
  CHOWKI_ASSIGN_OR_RETURN(const auto channel, Connect(options.connection));
  const auto stub = pb::FiguresService::NewStub(channel);
  CHOWKI_ASSIGN_OR_RETURN(figures::Monthly monthly, Ask(*stub, options));
  // A centre that counts for the first time needs more than one call.
  while (monthly.pending > 0) {
    std::fprintf(stderr, "chowki: %lld rows are still to be counted\n",
                 static_cast<long long>(monthly.pending));
    CHOWKI_ASSIGN_OR_RETURN(figures::Monthly next, Ask(*stub, options));
    const bool goes_on = next.pending < monthly.pending;
    monthly = std::move(next);
    if (!goes_on) break;
  }
  std::error_code failed;
  std::filesystem::create_directories(options.out, failed);
  if (failed) return InvalidInput("{}: {}", options.out, failed.message());
  const std::filesystem::path base =
      std::filesystem::path(options.out) / ("figures-" + figures::ToText(monthly.month));
  for (const auto& [file, text] : {std::pair(base.string() + ".csv", figures::ToCsv(monthly)),
                                   std::pair(base.string() + ".html", figures::ToHtml(monthly))}) {
    CHOWKI_RETURN_IF_ERROR(ReplaceText(file, text));
    std::printf("%s\n", file.c_str());
  }
  return Ok();
}

int Run(const Options& options) {
  const GrpcLifetime grpc;
  const Status status = Write(options);
  if (status.ok()) return kDone;
  PrintError(Message(status));
  return kSomeFailed;
}

}  // namespace

void AddFiguresCommand(CLI::App& root, Chosen& chosen) {
  CLI::App* command = root.add_subcommand(
      "figures",
      "The figures of a month of all posts, small numbers hidden, as CSV and as a page.");
  auto options = std::make_shared<Options>();
  AddConnectionOptions(*command, options->connection);
  command->add_option("--month", options->month, "YYYY-MM")->required();
  command->add_option("--out", options->out, "folder for figures-YYYY-MM.csv and .html")
      ->capture_default_str();
  command->callback([options, &chosen] { chosen = [=] { return Run(*options); }; });
}

}  // namespace chowki::app::cli
