using Coxswain.Core.Pricing;
using Coxswain.Core.Sessions;
using Coxswain.Core.Telemetry;
using Coxswain.Core.Telemetry.Damage;

namespace Coxswain.Server.Api.Sessions;

/// <summary>Reads lists of sessions together with what is needed to judge them.</summary>
internal sealed class SessionLists(ISessionStore store, PriceBook prices, IOutbox outbox, IDamageLog damage, TimeProvider clock)
{
    public async Task<SessionList> ReadAsync(SessionFilter filter, CancellationToken cancellationToken)
    {
        var found = await store.ListAsync(filter with { Limit = filter.Limit + 1 }, cancellationToken);
        var span = await store.ReadSpanAsync(cancellationToken);
        var open = damage.ReadOpen();
        return SessionList.Of(filter, found, span, clock.GetUtcNow(), prices.Published, outbox.ReadStatus().PendingRows, open.Count) with { DamageNote = DamageText.Note(open) };
    }
}
