using Coxswain.Core.Usage;
using Coxswain.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Coxswain.Server.Api.Usage;

internal static class UsageEndpoints
{
    public static void MapUsage(this IEndpointRouteBuilder api) => api.MapGet("/usage/{report}", AnswerAsync);

    private static async Task<IResult> AnswerAsync(
        string report, string? since, string? until, string? timezone, string? project, string? model, string? session, UsageReports reports, CancellationToken cancellationToken)
    {
        var question = new UsageQuestion(report, since ?? "", until ?? "", timezone ?? "", project ?? "", model ?? "", session ?? "");
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            var answer = await reports.AnswerAsync(question, problems, cancellationToken);
            return answer is null
                ? Results.ValidationProblem(problems.ToDictionary(problem => problem.Key, problem => new[] { problem.Value }))
                : Results.Ok(answer);
        }
        catch (StoreUnavailableException unavailable)
        {
            return Results.Problem(unavailable.Message, statusCode: StatusCodes.Status503ServiceUnavailable, title: "The store is unavailable.");
        }
    }
}
