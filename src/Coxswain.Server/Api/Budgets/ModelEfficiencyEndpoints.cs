using Coxswain.Core.Budgets.Efficiency;
using Coxswain.Core.Telemetry;
using Coxswain.Core.Telemetry.Damage;
using Coxswain.Core.Usage;
using Coxswain.Server.Api.Errors;
using Coxswain.Server.Api.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Coxswain.Server.Api.Budgets;

internal static class ModelEfficiencyEndpoints
{
    public static void MapModelEfficiency(this IEndpointRouteBuilder api) => api.MapGet("/models/efficiency", AnswerAsync).AsksStore()
        .WithSummary("What each model costs, takes and achieves, on all tasks and on like ones, and what routine tasks on the dearest would have cost on the cheapest")
        .Produces<ModelEfficiencyReport>().ProducesValidationProblem();

    private static async Task<IResult> AnswerAsync(
        string? since, string? until, string? timezone, string? project, string? model, ModelEfficiencies models, IOutbox outbox, IDamageLog damage, CancellationToken cancellationToken)
    {
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        var question = new UsageQuestion("", since ?? "", until ?? "", timezone ?? "", project ?? "", model ?? "", "");
        return await models.AnswerAsync(question, problems, cancellationToken) is { } report
            ? Results.Ok(report with { PendingRows = outbox.ReadStatus().PendingRows, DamageNote = DamageText.Note(damage.ReadOpen()) })
            : ApiErrors.BadValue(problems.ToDictionary(problem => problem.Key, problem => new[] { problem.Value })).AsResult();
    }
}
