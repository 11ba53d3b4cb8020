using Coxswain.Core.Kernel;

namespace Coxswain.Dashboard.Shared;

/// <summary>What a card is made from, or why it is not there. Three things that differ: a value, no data in it, and no answer.</summary>
/// <param name="Value"><see langword="null"/>: nobody could be asked, see <paramref name="Problem"/>.</param>
public sealed record Told<T>(T? Value, string? Problem)
    where T : class;

/// <summary>Makes <see cref="Told{T}"/>.</summary>
public static class Told
{
    /// <summary>Before anything was asked.</summary>
    public static Told<T> NotAsked<T>()
        where T : class
        => new(null, "Not asked.");

    public static Told<T> Of<T>(T value)
        where T : class
        => new(value, null);

    /// <summary>Asks; a store that is away, or a state that cannot be read, is told and not thrown.</summary>
    public static async Task<Told<T>> AskAsync<T>(Func<Task<T>> ask)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(ask);
        try
        {
            return new Told<T>(await ask().ConfigureAwait(false), null);
        }
        catch (UnavailableException problem)
        {
            return new Told<T>(null, problem.Message);
        }
    }
}
