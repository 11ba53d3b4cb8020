namespace Coxswain.Core.Recovery.Checkpoints;

/// <summary>Says which checkpoints go.</summary>
public static class CheckpointRetention
{
    /// <param name="checkpoints">Of one session, in any order.</param>
    /// <returns>The oldest of too many, and all that are too old.</returns>
    public static IReadOnlyList<Checkpoint> Expired(IReadOnlyCollection<Checkpoint> checkpoints, CheckpointOptions options, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(checkpoints);
        ArgumentNullException.ThrowIfNull(options);
        var newestFirst = checkpoints.OrderByDescending(static one => one.Number).ToArray();
        return [.. newestFirst.Where((one, place) => place >= options.MostPerSession || now - one.TakenUtc > options.LongestAge)];
    }
}
