using Coxswain.Server.Api.Errors;
using Coxswain.Server.Api.Store;
using Coxswain.Storage.Opening;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Coxswain.Server.Api.Doctor;

internal static class DoctorEndpoints
{
    private const int LongestDays = 4000;

    public static IServiceCollection AddDoctor(this IServiceCollection services) => services.AddSingleton<MachineChecks>().AddSingleton<TranscriptAge>().AddSingleton<Examination>();

    public static void MapDoctor(this IEndpointRouteBuilder api) => api.MapGet("/doctor", AnswerAsync)
        .WithSummary("What is wrong or drifting: machine, sources, prices, clients").Produces<DoctorReport>().ProducesValidationProblem();

    // Unlike other questions this one is answered while the store is away: what cannot be asked is unknown. Only a start is waited for.
    private static async Task<IResult> AnswerAsync(
        int? days, Examination examination, StoreGate gate, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (days is < 1 or > LongestDays)
        {
            return ApiErrors.BadValue(new Dictionary<string, string[]> { ["days"] = [$"Give 1 to {LongestDays} days."] }).AsResult();
        }

        await StoreReadiness.IsReadableAsync(gate, clock, cancellationToken);
        return Results.Ok(await examination.RunAsync(TimeSpan.FromDays(days ?? 30), cancellationToken));
    }
}
