using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Coxswain.Server.Api.Doctor;

internal static class DoctorEndpoints
{
    private const int LongestDays = 4000;

    public static IServiceCollection AddDoctor(this IServiceCollection services) => services.AddSingleton<MachineChecks>().AddSingleton<Examination>();

    public static void MapDoctor(this IEndpointRouteBuilder api) => api.MapGet("/doctor", AnswerAsync);

    private static async Task<IResult> AnswerAsync(int? days, Examination examination, CancellationToken cancellationToken)
        => days is < 1 or > LongestDays
            ? Results.ValidationProblem(new Dictionary<string, string[]> { ["days"] = [$"Give 1 to {LongestDays} days."] })
            : Results.Ok(await examination.RunAsync(TimeSpan.FromDays(days ?? 30), cancellationToken));
}
