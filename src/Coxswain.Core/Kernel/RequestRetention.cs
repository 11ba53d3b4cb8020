using System.Globalization;

namespace Coxswain.Core.Kernel;

/// <summary>How long the store that is open keeps requests, as its own tables say; the configuration may say otherwise until a daemon starts with it.</summary>
public sealed class RequestRetention(TimeProvider clock)
{
    private const int Unknown = -1;
    private int _days = Unknown;
    private int _configured;

    /// <summary><see langword="null"/> while that is not known, or when requests are kept for ever.</summary>
    public int? Days => Volatile.Read(ref _days) is > 0 and var days ? days : null;

    /// <summary>Whether requests are kept for ever, as far as the tables say.</summary>
    public bool IsForEver => Volatile.Read(ref _days) == 0;

    /// <summary>So many days only are kept once a daemon starts, which deletes older requests; <see langword="null"/>: it will delete none.</summary>
    public int? ComingDays => Volatile.Read(ref _days) is not Unknown and var days && Volatile.Read(ref _configured) is > 0 and var configured && (days == 0 || configured < days) ? configured : null;

    /// <summary>Requests before it are deleted; <see langword="null"/>: none are, as far as is known.</summary>
    public DateTimeOffset? KeptFrom => Days is { } days ? clock.GetUtcNow().AddDays(-days) : null;

    /// <summary>Set when a store was opened.</summary>
    /// <param name="days">0: for ever; <see langword="null"/>: not known.</param>
    /// <param name="configured">What a daemon sets when it starts; 0: for ever.</param>
    public void Set(int? days, int configured)
    {
        Volatile.Write(ref _configured, configured);
        Volatile.Write(ref _days, days ?? Unknown);
    }

    /// <summary>What a report leaves out, in one line. A session is a window from its first event on.</summary>
    /// <param name="since">Where its window begins; <see langword="null"/>: with the first request.</param>
    /// <param name="until">Where it ends; <see langword="null"/>: now.</param>
    /// <param name="oldest">The store's oldest request.</param>
    /// <returns><see langword="null"/> when nothing is known to be left out. A window without a beginning leaves something out when requests reach back as far as they are kept.</returns>
    public string? Note(DateTimeOffset? since, DateTimeOffset? until, DateTimeOffset? oldest) =>
        KeptFrom is { } from && (until < from || (since is { } asked ? asked < from : oldest is { } first && first < from.AddDays(1)))
            ? string.Create(CultureInfo.InvariantCulture, $"Requests older than {Days} days (before {from:yyyy-MM-dd HH:mm} UTC) are not kept and not in these figures: store.retentionDays.")
            : ComingDays is { } coming && clock.GetUtcNow().AddDays(-coming) is var end && (since ?? oldest) < end
            ? string.Create(CultureInfo.InvariantCulture, $"Requests older than {coming} days (before {end:yyyy-MM-dd HH:mm} UTC) are deleted when the daemon starts next: store.retentionDays.")
            : null;
}
