using Coxswain.Core.Kernel;

namespace Coxswain.Dashboard.Shared;

/// <summary>What a card is made from, or why it is not there. Three things that differ: a value, no data in it, and no answer.</summary>
/// <param name="Value"><see langword="null"/>: nobody could be asked, see <paramref name="Problem"/>.</param>
public sealed record Told<T>(T? Value, string? Problem) : IMayFail
    where T : class
{
    /// <summary>When it was asked; <see langword="null"/>: with the page, or the value itself says so.</summary>
    public DateTimeOffset? AsOf { get; init; }
}

/// <summary>Makes <see cref="Told{T}"/>.</summary>
public static class Told
{
    /// <summary>In place of a problem: asking takes long, and the answer comes.</summary>
    public const string Working = "It is being worked out.";

    /// <summary>Asked, and not answered yet.</summary>
    public static Told<T> Pending<T>()
        where T : class
        => new(null, Working);

    /// <summary>Before anything was asked.</summary>
    public static Told<T> NotAsked<T>()
        where T : class
        => new(null, "Not asked.");

    public static Told<T> Of<T>(T value)
        where T : class
        => new(value, null);

    /// <summary>Asks; a store that is away, or a state that cannot be read, is told and not thrown.</summary>
    /// <param name="clock">Says when, of what may be shown later.</param>
    public static async Task<Told<T>> AskAsync<T>(Func<Task<T>> ask, TimeProvider? clock = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(ask);
        var now = clock?.GetUtcNow();
        try
        {
            return new Told<T>(await ask().ConfigureAwait(false), null) { AsOf = now };
        }
        catch (UnavailableException problem)
        {
            return new Told<T>(null, problem.Message) { AsOf = now };
        }
    }
}
