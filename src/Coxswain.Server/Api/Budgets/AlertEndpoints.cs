using Coxswain.Server.Api.Errors;
using Coxswain.Server.Budgets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Coxswain.Server.Api.Budgets;

internal static class AlertEndpoints
{
    private const int MostRows = 1000;

    public static void MapAlerts(this IEndpointRouteBuilder api)
    {
        api.MapGet("/alerts", ReadAsync).WithSummary("Thresholds of budgets that were crossed, the newest first, with the channels that were told; of one budget or all, 100 unless another limit is given")
            .Produces<AlertReport>().ProducesValidationProblem();
        api.MapPost("/alerts/test", TestAsync).WithSummary("Sends a marked test message through the channels that are set up, or one of them, and tells what became of each")
            .Produces<IReadOnlyList<TestedChannel>>().ProducesValidationProblem();
    }

    private static async Task<IResult> ReadAsync(string? budget, int? limit, AlertReports reports, CancellationToken cancellationToken) => limit is < 1 or > MostRows
        ? ApiErrors.BadValue(new Dictionary<string, string[]> { ["limit"] = [$"Give 1 to {MostRows}."] }).AsResult()
        : Results.Ok(await reports.ReadAsync(budget ?? "", limit ?? 100, cancellationToken));

    private static async Task<IResult> TestAsync(string? channel, AlertReports reports, AlertChannels channels, CancellationToken cancellationToken)
        => channel is { Length: > 0 } name && channels.All.All(state => state.Channel.Name != name)
            ? ApiErrors.BadValue(new Dictionary<string, string[]> { ["channel"] = [$"Give one of {string.Join(", ", channels.All.Select(static state => state.Channel.Name))}."] }).AsResult()
            : Results.Ok(await reports.TestAsync(channel ?? "", cancellationToken));
}
