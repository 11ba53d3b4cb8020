using Coxswain.Core.Monitoring.Errors;
using Coxswain.Core.Monitoring.Timeouts;
using Coxswain.Core.Telemetry;
using Coxswain.Core.Telemetry.Damage;
using Coxswain.Core.Usage;
using Coxswain.Server.Api.Errors;
using Coxswain.Server.Api.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Coxswain.Server.Api.Monitoring;

internal static class ErrorRateEndpoints
{
    private const int LongestModel = 4096;

    public static void MapErrorRates(this IEndpointRouteBuilder api)
    {
        api.MapGet("/errors", ReadAsync).AsksStore()
            .WithSummary("How often requests of all sessions failed, with what, what became of them, the last ones, and what may help; each failure once. With since it is compared with as long a time before")
            .Produces<ErrorRateReport>().ProducesValidationProblem();
        api.MapGet("/timeouts", RiskAsync).AsksStore()
            .WithSummary("How likely calls under way in the gateway, and new ones by model and size, are to come too late, from how long calls of the last 30 days took; and how well such chances foretold later ones")
            .Produces<TimeoutReport>().ProducesValidationProblem();
    }

    private static async Task<IResult> ReadAsync(
        string? since, string? until, string? timezone, string? project, string? model, ErrorRates rates, IOutbox outbox, IDamageLog damage, CancellationToken cancellationToken)
    {
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        var question = new UsageQuestion("", since ?? "", until ?? "", timezone ?? "", project ?? "", model ?? "", "");
        return await rates.AnswerAsync(question, problems, cancellationToken) is { } report
            ? Results.Ok(report with { PendingRows = outbox.ReadStatus().PendingRows, DamageNote = DamageText.Note(damage.ReadOpen()) })
            : ApiErrors.BadValue(problems.ToDictionary(problem => problem.Key, problem => new[] { problem.Value })).AsResult();
    }

    private static async Task<IResult> RiskAsync(string? model, TimeoutRisks risks, CancellationToken cancellationToken) => model is { Length: > LongestModel }
        ? ApiErrors.BadValue(new Dictionary<string, string[]> { ["model"] = [$"Longer than {LongestModel} characters."] }).AsResult()
        : Results.Ok(await risks.ReadAsync(model ?? "", cancellationToken));
}
