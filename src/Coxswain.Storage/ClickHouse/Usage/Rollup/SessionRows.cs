using System.Data.Common;
using System.Globalization;

namespace Coxswain.Storage.ClickHouse.Usage.Rollup;

/// <summary>
/// Answers of a question whose rows fall apart by session, each worked out from what was told of its session alone. Asked again, it reads only the sessions that were worked out since (<see cref="UsageRollup.ChangedSince"/>);
/// the statement takes them as <c>{sessions:Array(String)}</c>, where none means all.
/// </summary>
/// <remarks>
/// What changes a session's rows and is told by none of its own (what is taken away by age, a transcript's lines about a prompt's parts that come after its answer, a prompt or an error that two sessions tell of) is seen
/// when everything is read again, every <see cref="Longest"/>. An answer nobody asked for during <see cref="Unasked"/> is forgotten.
/// </remarks>
/// <param name="timeOf">Of more rows than are asked for the newest stay.</param>
/// <param name="order">Of the answer; <see langword="null"/>: session by session, within one as the statement has them.</param>
internal sealed class SessionRows<TRow>(StoreClient client, UsageRollup? rollup, Func<TRow, string> sessionOf, Func<TRow, DateTimeOffset> timeOf, Comparison<TRow>? order = null)
{
    /// <summary>Today, seven and thirty days, and one more.</summary>
    private const int MostQuestions = 4;

    /// <summary>Beyond that all are read.</summary>
    private const int MostSessions = 100;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Unasked = TimeSpan.FromMinutes(5);

    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Answer> _known = new(StringComparer.Ordinal);
    private ITimer? _forgetting;

    /// <param name="isAskedAgain">The same question, word for word (<see cref="KeptRequests.IsAskedAgain"/>); the answer of another is not kept.</param>
    /// <param name="view">As <see cref="KeptRequests.QueryRequestsAsync{T}"/>, where no rows are kept; then the statement is asked as a whole.</param>
    /// <param name="limit">The newest rows of all sessions.</param>
    public async Task<IReadOnlyList<TRow>> ReadAsync(
        bool isAskedAgain, string view, StoreStatement statement, Func<DbDataReader, TRow> read, int limit, CancellationToken cancellationToken)
    {
        if (rollup is null || !isAskedAgain || !await rollup.IsReadyAsync(cancellationToken).ConfigureAwait(false))
        {
            return InOrder(BySession(await client.QueryRequestsAsync(rollup, view, statement.With("sessions", Array.Empty<string>()), read, cancellationToken).ConfigureAwait(false)), limit);
        }

        var answer = Known(statement);
        await answer.One.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // What is worked out from here on is asked for the next time, though it may be read already.
            var through = rollup.Passes;
            var changed = _clock.GetElapsedTime(answer.WholeAt) < Longest && answer.Rows is not null ? rollup.ChangedSince(answer.Through) : null;
            if (changed is null || changed.Count > MostSessions)
            {
                answer.BySession = BySession(await QueryAsync([]).ConfigureAwait(false));
                answer.WholeAt = _clock.GetTimestamp();
                answer.Rows = null;
            }
            else if (changed.Count > 0)
            {
                var news = BySession(await QueryAsync([.. changed]).ConfigureAwait(false));
                foreach (var session in changed)
                {
                    answer.BySession.Remove(session);
                    if (news.TryGetValue(session, out var rows))
                    {
                        answer.BySession[session] = rows;
                    }
                }

                answer.Rows = null;
            }

            answer.Through = through;
            return answer.Rows ??= InOrder(answer.BySession, limit);
        }
        finally
        {
            answer.One.Release();
        }

        Task<IReadOnlyList<TRow>> QueryAsync(string[] sessions) => client.QueryAsync(KeptRequests.OfKept(statement.With("sessions", sessions)), read, cancellationToken);
    }

    private Dictionary<string, List<TRow>> BySession(IEnumerable<TRow> rows) => rows.GroupBy(sessionOf, StringComparer.Ordinal).ToDictionary(static one => one.Key, static one => one.ToList(), StringComparer.Ordinal);

    private List<TRow> InOrder(Dictionary<string, List<TRow>> sessions, int limit)
    {
        var all = sessions.OrderBy(static one => one.Key, StringComparer.Ordinal).SelectMany(static one => one.Value).ToList();
        if (all.Count > limit)
        {
            var oldest = all.Select(timeOf).OrderDescending().ElementAt(limit - 1);
            all.RemoveAll(row => timeOf(row) < oldest);
            all.RemoveRange(limit, all.Count - limit);
        }

        if (order is not null)
        {
            all.Sort(order);
        }

        return all;
    }

    private Answer Known(StoreStatement statement)
    {
        var question = string.Join('\n', statement.Parameters.Select(static one => string.Create(CultureInfo.InvariantCulture, $"{one.Key}={one.Value}")));
        lock (_gate)
        {
            if (!_known.TryGetValue(question, out var answer))
            {
                if (_known.Count >= MostQuestions)
                {
                    _known.Remove(_known.MinBy(static one => one.Value.AskedAt).Key);
                }

                _known[question] = answer = new Answer();
            }

            answer.AskedAt = _clock.GetTimestamp();
            _forgetting ??= _clock.CreateTimer(static me => ((SessionRows<TRow>?)me)?.Forget(), this, Unasked, Unasked);
            return answer;
        }
    }

    private void Forget()
    {
        lock (_gate)
        {
            foreach (var question in _known.Where(one => _clock.GetElapsedTime(one.Value.AskedAt) >= Unasked).Select(static one => one.Key).ToList())
            {
                _known.Remove(question);
            }

            if (_known.Count == 0)
            {
                _forgetting?.Dispose();
                _forgetting = null;
            }
        }
    }

    private sealed class Answer
    {
        // Not disposed: it holds nothing but memory as long as nobody asks for its handle.
        public SemaphoreSlim One { get; } = new(1);

        public long AskedAt { get; set; }

        public long WholeAt { get; set; }

        /// <summary>The last pass that is in it.</summary>
        public long Through { get; set; }

        public Dictionary<string, List<TRow>> BySession { get; set; } = [];

        /// <summary><see langword="null"/>: to be put together, or nothing was read yet.</summary>
        public IReadOnlyList<TRow>? Rows { get; set; }
    }
}
