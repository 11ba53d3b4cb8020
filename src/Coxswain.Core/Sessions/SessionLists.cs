using Coxswain.Core.Kernel;
using Coxswain.Core.Pricing;
using Coxswain.Core.Telemetry;
using Coxswain.Core.Telemetry.Damage;

namespace Coxswain.Core.Sessions;

/// <summary>Reads lists of sessions together with what is needed to judge them.</summary>
public sealed class SessionLists(ISessionStore store, PriceBook prices, IOutbox outbox, IDamageLog damage, RequestRetention retention, TimeProvider clock)
{
    public async Task<SessionList> ReadAsync(SessionFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var found = await store.ListAsync(filter with { Limit = filter.Limit + 1 }, cancellationToken).ConfigureAwait(false);
        var span = await store.ReadSpanAsync(cancellationToken).ConfigureAwait(false);
        var open = damage.ReadOpen();
        var list = SessionList.Of(filter, found, span, clock.GetUtcNow(), prices.Published, outbox.ReadStatus().PendingRows, open.Count);
        return list with { DamageNote = DamageText.Note(open), RetentionNote = RetentionNote(list) };
    }

    private string? RetentionNote(SessionList list)
    {
        var cut = list.Sessions.Count > 0 ? retention.Note(list.Sessions.Min(static session => session.FirstSeen), null, null) : null;
        return cut ?? (list.HasMore ? null : retention.Note(list.Since, null, list.OldestEvent));
    }
}
