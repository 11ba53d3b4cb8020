using Coxswain.Core.Telemetry;
using Coxswain.Server.Api.Errors;
using Coxswain.Storage.Opening;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Coxswain.Server.Api.Store;

/// <summary>For endpoints that ask the store: waits while it starts and takes in what was acknowledged before, and turns its failures into answers.</summary>
internal static class StoreReadiness
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FlushPatience = TimeSpan.FromSeconds(5);

    /// <summary>A store that cannot be asked is a 503 with the reason; never an empty answer.</summary>
    public static TBuilder AsksStore<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder
        => endpoints.AddEndpointFilter(static async (context, next) =>
        {
            var services = context.HttpContext.RequestServices;
            var cancellationToken = context.HttpContext.RequestAborted;
            try
            {
                return await IsReadableAsync(services.GetRequiredService<StoreGate>(), services.GetRequiredService<TimeProvider>(), cancellationToken)
                    && await FlushAsync(services.GetRequiredService<IOutbox>(), services.GetRequiredService<TimeProvider>(), cancellationToken)
                    ? await next(context)
                    : Unavailable(services.GetRequiredService<StoreGate>().Problem ?? "The store is starting.");
            }
            catch (Exception failure) when (ApiErrors.OfStore(failure) is { } error)
            {
                return error.AsResult();
            }
        });

    /// <summary>For endpoints that ask the data folder's state alone: its failures, too, are answers.</summary>
    public static TBuilder TellsStoreFailures<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder
        => endpoints.AddEndpointFilter(static async (context, next) =>
        {
            try
            {
                return await next(context);
            }
            catch (Exception failure) when (ApiErrors.OfStore(failure) is { } error)
            {
                return error.AsResult();
            }
        });

    private static IResult Unavailable(string reason) => ApiErrors.StoreAway(reason).AsResult();

    /// <summary>Waits while the store starts. A store that can only be read keeps its gate closed for good: settled is enough to ask.</summary>
    /// <returns>False when it is still starting after half a minute.</returns>
    public static async Task<bool> IsReadableAsync(StoreGate gate, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (gate.Problem is null)
        {
            return true;
        }

        try
        {
            await gate.WhenSettledAsync(cancellationToken).WaitAsync(StartPatience, clock, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>What is still waiting after this long is told with the answer, see <see cref="OutboxStatus.PendingRows"/>.</summary>
    private static async Task<bool> FlushAsync(IOutbox outbox, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            await outbox.FlushAsync(cancellationToken).WaitAsync(FlushPatience, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The answer counts the rows that wait.
        }

        return true;
    }
}
