using System.Text.Json;
using Coxswain.Core.Telemetry.Asking;

namespace Coxswain.Storage.Sqlite;

/// <summary>Kept queries in the state file, as one setting: few, and read only by who asks for them.</summary>
internal sealed class StateSavedQueries(StateWriter writer) : ISavedQueries
{
    private const string Setting = "saved_queries";

    public Task<IReadOnlyList<SavedQuery>> ListAsync(CancellationToken cancellationToken) => writer.CallAsync(static transaction => (IReadOnlyList<SavedQuery>)Load(transaction.Session)).WaitAsync(cancellationToken);

    public Task<bool> SaveAsync(SavedQuery query, CancellationToken cancellationToken) => writer.CallAsync(transaction =>
    {
        var others = Load(transaction.Session).Where(one => one.Name != query.Name).ToList();
        if (others.Count >= SavedQuery.Most)
        {
            return false;
        }

        Save(transaction.Session, others.Append(query));
        return true;
    }).WaitAsync(cancellationToken);

    public Task<bool> RemoveAsync(string name, CancellationToken cancellationToken) => writer.CallAsync(transaction =>
    {
        var all = Load(transaction.Session);
        var others = all.Where(one => one.Name != name).ToList();
        if (others.Count < all.Count)
        {
            Save(transaction.Session, others);
        }

        return others.Count < all.Count;
    }).WaitAsync(cancellationToken);

    private static List<SavedQuery> Load(StateSession session)
    {
        try
        {
            return StateSettings.Load(session, Setting) is { } text ? JsonSerializer.Deserialize<List<SavedQuery>>(text) ?? [] : [];
        }
        catch (JsonException)
        {
            throw StateSchema.Damage("the kept queries are none");
        }
    }

    private static void Save(StateSession session, IEnumerable<SavedQuery> queries) => StateSettings.Save(session, Setting, JsonSerializer.Serialize(queries.OrderBy(static one => one.Name, StringComparer.Ordinal)));
}
