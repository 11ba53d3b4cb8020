using System.Collections.Frozen;
using Coxswain.Core.Kernel;

namespace Coxswain.Storage.ClickHouse;

/// <summary>The SQL of this build that reads.</summary>
internal sealed class QueryTexts : IQueryTexts
{
    private const string Folder = "Queries";

    // A resource's name has a dot where its path has a slash; file names have none but the last.
    private readonly FrozenSet<string> _names = SqlFile.List(Folder).Select(static name => name[..^".sql".Length].Replace('.', '/')).ToFrozenSet(StringComparer.Ordinal);

    public IReadOnlyList<string> Names => [.. _names.Order(StringComparer.Ordinal)];

    public string? Find(string name) => _names.Contains(name) ? SqlFile.Read($"{Folder}/{name}.sql") : null;
}
