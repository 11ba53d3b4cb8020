using Coxswain.Core.Telemetry;
using Coxswain.Core.Telemetry.Damage;
using Coxswain.Core.Tools;
using Coxswain.Server.Api.Errors;
using Coxswain.Server.Api.Store;
using Coxswain.Server.Api.Usage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Coxswain.Server.Api.Tools;

internal static class ToolEndpoints
{
    public static void MapTools(this IEndpointRouteBuilder api)
    {
        api.MapGet("/tools", ToolsAsync).AsksStore()
            .WithSummary("Each tool's calls, failures, refusals, how long calls took and how large their results were").Produces<ToolReport>().ProducesValidationProblem();
        api.MapGet("/tools/sequences", SequencesAsync).AsksStore()
            .WithSummary("Which tools follow each other within a turn, what that takes and leads to, and which ways to the same end were better").Produces<ToolSequenceReport>().ProducesValidationProblem();
    }

    private static async Task<IResult> ToolsAsync([AsParameters] UsageParameters asked, ToolReports reports, IOutbox outbox, IDamageLog damage, CancellationToken cancellationToken)
    {
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        return await reports.AnswerToolsAsync(asked.Question(""), problems, cancellationToken) is { } report
            ? Results.Ok(report with { PendingRows = outbox.ReadStatus().PendingRows, DamageNote = DamageText.Note(damage.ReadOpen()) })
            : Refused(problems);
    }

    private static async Task<IResult> SequencesAsync([AsParameters] UsageParameters asked, ToolReports reports, IOutbox outbox, IDamageLog damage, CancellationToken cancellationToken)
    {
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        return await reports.AnswerSequencesAsync(asked.Question(""), problems, cancellationToken) is { } report
            ? Results.Ok(report with { PendingRows = outbox.ReadStatus().PendingRows, DamageNote = DamageText.Note(damage.ReadOpen()) })
            : Refused(problems);
    }

    private static IResult Refused(Dictionary<string, string> problems) => ApiErrors.BadValue(problems.ToDictionary(problem => problem.Key, problem => new[] { problem.Value })).AsResult();
}
