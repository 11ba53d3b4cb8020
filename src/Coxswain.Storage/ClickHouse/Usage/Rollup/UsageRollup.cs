using System.Collections.Concurrent;
using System.Globalization;
using Coxswain.Storage.ClickHouse.Schema;
using Microsoft.Extensions.Logging;

namespace Coxswain.Storage.ClickHouse.Usage.Rollup;

/// <summary>
/// Keeps sums of requests by session and hour equal to what the view <c>requests</c> says. Materialized views mark each session whose facts may have changed;
/// whoever wants to read has what was marked brought up to date first. Only in the embedded engine, which has one writer.
/// </summary>
/// <remarks>
/// A mark and what it stands for become visible one after the other. So a session whose mark is seen while something is written is worked out then, a second later, and when the mark is <see cref="Grace"/> old.
/// </remarks>
public sealed partial class UsageRollup : IDisposable
{
    /// <summary>Longer than the parts of an insert need to become visible.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    /// <summary>More are not waited for: they are worked off in the background, and the views answer meanwhile.</summary>
    private const int MostAtOnce = 200;

    /// <summary>ClickHouse's numbers of errors.</summary>
    private const int UnknownTable = 60, UnknownDatabase = 81;

    private static readonly long[] LooksMs = [1000, (long)Grace.TotalMilliseconds];

    private static readonly TimeSpan StateEvery = TimeSpan.FromMinutes(1);

    private readonly StoreClient _client;
    private readonly RollupPass _pass;
    private readonly ILogger<UsageRollup> _logger;
    private readonly SemaphoreSlim _one = new(1);
    private bool _isStale;
    private bool _isBehind;

    // How many checks began. Written by who holds _one.
    private long _checks;

    // Of who holds _one.
    private bool _isReady;
    private bool _isRefused;
    private RollupState? _state;
    private long _keptThroughMs;

    // How many passes ended; of each session the last that worked it out; and before which nobody knows. Written by who holds _one.
    private readonly ConcurrentDictionary<string, long> _passOf = new(StringComparer.Ordinal);
    private long _passes = 1;
    private long _knownSince = 1;

    // Sessions marked within the grace, the marks they were last worked out for, when, and whether all that had marked them was there. Of who holds _one.
    private readonly Dictionary<string, (MarkedSession Mark, long DoneMs, bool IsWhole)> _done = new(StringComparer.Ordinal);

    public UsageRollup(StoreClient client, TimeProvider clock, ILogger<UsageRollup> logger)
    {
        ArgumentNullException.ThrowIfNull(clock);
        (_client, _pass, _logger) = (client, new RollupPass(client), logger);
        GrainSeconds = RollupGrain.Of(clock.LocalTimeZone);
    }

    /// <summary>Whether the last look found more than it worked out.</summary>
    public bool IsBehind => Volatile.Read(ref _isBehind);

    /// <summary>How many passes ended.</summary>
    public long Passes => Volatile.Read(ref _passes);

    /// <summary>Sessions that were worked out after a pass; <see langword="null"/>: any may have been.</summary>
    public IReadOnlyCollection<string>? ChangedSince(long pass) => pass < Volatile.Read(ref _knownSince) ? null : [.. _passOf.Where(one => one.Value > pass).Select(static one => one.Key)];

    /// <summary>How long an hour of the sums is.</summary>
    public int GrainSeconds { get; }

    /// <summary>To be called after the store was opened or damage was set aside: what the sums depend on is looked at again.</summary>
    public void Recheck() => Volatile.Write(ref _isStale, true);

    /// <summary>Brings the sums up to date with all that was stored when this was called.</summary>
    /// <returns>False: they are not kept, or more is to be worked out than is worth waiting for.</returns>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        if (!_client.Address.IsEmbedded)
        {
            return false;
        }

        var before = Volatile.Read(ref _checks);
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Another one's check that began since will do.
            if (_checks == before)
            {
                _checks++;
                _isReady = await CheckAsync(cancellationToken).ConfigureAwait(false) <= 0;
            }

            return _isReady && !_isRefused;
        }
        catch
        {
            _isReady = false;
            throw;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Works off what is too much to wait for, some sessions at a time.</summary>
    /// <returns>How many sessions are left; 0: the sums are up to date.</returns>
    public async Task<int> WorkOffAsync(CancellationToken cancellationToken)
    {
        if (!_client.Address.IsEmbedded)
        {
            return 0;
        }

        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _checks++;
            var left = await CheckAsync(cancellationToken, isWorkingOff: true).ConfigureAwait(false);
            _isReady = left == 0;
            return left;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>
    /// After many sessions were worked off: has the engine put the parts of the kept tables together, which it does of itself only in hours. Passes go by session, so that their parts overlap in time, and a question about
    /// a day reads and merges all of them.
    /// </summary>
    /// <exception cref="StoreRejectedException">For example: not enough room on the disk. Nothing is lost by it.</exception>
    public async Task TidyAsync(CancellationToken cancellationToken)
    {
        foreach (var table in new[] { "hours", "requests", "tool_calls" })
        {
            await _client.ExecuteAsync(Statement($"tidy_{table}"), cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _one.Dispose();

    /// <returns>How many sessions are left to be worked out.</returns>
    private async Task<int> CheckAsync(CancellationToken cancellationToken, bool isWorkingOff = false)
    {
        if (_isRefused && !Volatile.Read(ref _isStale))
        {
            return 0;
        }

        try
        {
            var quiet = _client.Writes.Quiet;
            var marks = await MarksAsync(cancellationToken).ConfigureAwait(false);
            var isWhole = quiet is not null && quiet == _client.Writes.Quiet;
            var due = marks.Sessions.Where(one => IsDue(one, marks.NowMs)).ToList();
            var some = due.Count <= MostAtOnce ? due : isWorkingOff ? due[..MostAtOnce] : [];
            if (some.Count > 0)
            {
                var worked = await _pass.RunAsync([.. some.Select(static one => one.Id)], GrainSeconds, _state?.ThroughMs ?? 0, BackMs, marks.NowMs, cancellationToken).ConfigureAwait(false);
                foreach (var session in worked)
                {
                    _passOf[session] = _passes + 1;
                }

                Volatile.Write(ref _passes, _passes + 1);
                some.ForEach(one => _done[one.Id] = (one, marks.NowMs, isWhole));
            }

            Volatile.Write(ref _isBehind, some.Count < due.Count);
            if (some.Count < due.Count)
            {
                return due.Count - some.Count;
            }

            await PassedAsync(marks.NowMs, cancellationToken).ConfigureAwait(false);
            return 0;
        }
        catch (StoreRejectedException early) when (early.Code is UnknownTable or UnknownDatabase)
        {
            // Its schema is still being made; once it is open this is looked at again.
            return 1;
        }
        catch (StoreRejectedException refusal)
        {
            // A store of another shape, or one that may not be written: the views answer.
            _isRefused = true;
            Log.Refused(_logger, refusal);
            return 0;
        }
    }

    // A mark of a clock that was set back since hides later ones.
    private bool IsDue(MarkedSession mark, long nowMs) =>
        mark.MarkedMs > nowMs || !_done.TryGetValue(mark.Id, out var done) || done.Mark.Stamp != mark.Stamp
        || (!done.IsWhole && Array.Exists(LooksMs, look => done.DoneMs < mark.MarkedMs + look && nowMs >= mark.MarkedMs + look));

    /// <summary>How long before what is done marks are read: what is all worked out anew is marked as of more than a grace ago, so that once is enough.</summary>
    private static long BackMs => 2 * (long)Grace.TotalMilliseconds;

    private async Task<(long NowMs, IReadOnlyList<MarkedSession> Sessions)> MarksAsync(CancellationToken cancellationToken)
    {
        var state = await StateAsync(cancellationToken).ConfigureAwait(false);
        var marks = await ReadMarksAsync(state, cancellationToken).ConfigureAwait(false);
        if (marks.PricesUs == state.PricesUs)
        {
            return (marks.NowMs, marks.Sessions);
        }

        state = await BeginAgainAsync(state with { PricesUs = marks.PricesUs, ThroughMs = marks.NowMs }, "prices changed", isWhole: false, cancellationToken).ConfigureAwait(false);
        marks = await ReadMarksAsync(state, cancellationToken).ConfigureAwait(false);
        return (marks.NowMs, marks.Sessions);
    }

    private async Task<(long NowMs, long PricesUs, IReadOnlyList<MarkedSession> Sessions)> ReadMarksAsync(RollupState state, CancellationToken cancellationToken) => (await _client.QueryAsync(
        Statement("marks").With("through_ms", state.ThroughMs).With("back_ms", BackMs),
        static row => (
            UsageFields.Count(row.GetValue(0)),
            UsageFields.Count(row.GetValue(1)),
            (IReadOnlyList<MarkedSession>)[.. ((string[])row.GetValue(2)).Zip((long[])row.GetValue(3), (ulong[])row.GetValue(4)).Select(static one => new MarkedSession(one.First, one.Second, one.Third))]),
        cancellationToken).ConfigureAwait(false))[0];

    private async Task<RollupState> StateAsync(CancellationToken cancellationToken)
    {
        if (_state is { } known && !Volatile.Read(ref _isStale))
        {
            return known;
        }

        Volatile.Write(ref _isStale, false);
        _isRefused = false;
        var definition = string.Create(CultureInfo.InvariantCulture, $"{SchemaScript.Newest}/{GrainSeconds}");
        var (rules, kept, nowMs) = (await _client.QueryAsync(
            Statement("state").With("definition", definition),
            static row => (
                row.GetString(0),
                ((string[])row.GetValue(2))
                    .Select((rules, i) => new RollupState(rules, ((long[])row.GetValue(3))[i], ((long[])row.GetValue(4))[i], ((ulong[])row.GetValue(5))[i])).SingleOrDefault(),
                UsageFields.Count(row.GetValue(6))),
            cancellationToken).ConfigureAwait(false))[0];
        if (kept?.Rules == rules)
        {
            // What was worked out before this process is not known one by one: marks within the grace are worked out again.
            (_state, _keptThroughMs) = (_state is { } mine && mine.Rules == rules ? mine : kept, kept.ThroughMs);
            return _state;
        }

        return await BeginAgainAsync(new RollupState(rules, kept?.PricesUs ?? 0, nowMs, kept?.Version ?? 0), kept is null ? "nothing was kept" : "the store or its rules changed", isWhole: true, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Marks are written before the state that says by what: an interruption between the two has it done again.</summary>
    /// <param name="isWhole">Not only what prices decide.</param>
    private async Task<RollupState> BeginAgainAsync(RollupState state, string why, bool isWhole, CancellationToken cancellationToken)
    {
        _isReady = false;
        _done.Clear();
        Volatile.Write(ref _passes, _passes + 1);
        Volatile.Write(ref _knownSince, _passes);
        if (isWhole)
        {
            // What is kept of a call is looked at again only when something was told of it, or when nothing is kept.
            await _client.ExecuteAsync(Statement("empty_tool_calls"), cancellationToken).ConfigureAwait(false);
        }

        await _client.ExecuteAsync(Statement("mark_all").With("ago_ms", (long)Grace.TotalMilliseconds + 1), cancellationToken).ConfigureAwait(false);
        await KeepStateAsync(state, cancellationToken).ConfigureAwait(false);
        Log.BeginsAgain(_logger, why);
        return _state ?? state;
    }

    private async Task PassedAsync(long nowMs, CancellationToken cancellationToken)
    {
        if (_state is not { } state)
        {
            return;
        }

        _state = state with { ThroughMs = nowMs };
        foreach (var (session, _) in _done.Where(one => one.Value.Mark.MarkedMs <= nowMs - BackMs).ToList())
        {
            _done.Remove(session);
        }

        if (nowMs - _keptThroughMs >= StateEvery.TotalMilliseconds)
        {
            await KeepStateAsync(_state, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task KeepStateAsync(RollupState state, CancellationToken cancellationToken)
    {
        _state = state with { Version = state.Version + 1 };
        await _client.ExecuteAsync(
            Statement("keep_state").With("rules", _state.Rules).With("prices_us", _state.PricesUs).With("through_ms", _state.ThroughMs).With("version", _state.Version), cancellationToken).ConfigureAwait(false);
        _keptThroughMs = _state.ThroughMs;
    }

    private static StoreStatement Statement(string name) => StoreStatement.FromFile($"Queries/Usage/Rollup/{name}.sql");

    private static partial class Log
    {
        [LoggerMessage(EventId = 1530, Level = LogLevel.Information, Message = "Sums of requests by session and hour are worked out anew: {Why}")]
        public static partial void BeginsAgain(ILogger logger, string why);

        [LoggerMessage(EventId = 1531, Level = LogLevel.Warning, Message = "Sums of requests by session and hour cannot be kept; reports read all requests.")]
        public static partial void Refused(ILogger logger, Exception refusal);
    }
}
