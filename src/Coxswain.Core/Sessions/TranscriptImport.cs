using Coxswain.Core.Sessions.Importing;

namespace Coxswain.Core.Sessions;

/// <summary>Imports transcripts on request, as <c>cox import</c> asks for it.</summary>
public sealed class TranscriptImport
{
    private readonly TranscriptImporter _importer;
    private readonly TranscriptOptions _options;

    internal TranscriptImport(TranscriptImporter importer, TranscriptOptions options) => (_importer, _options) = (importer, options);

    /// <summary>The <c>projects</c> folders that would be read, whether they exist or not.</summary>
    /// <param name="folders">Comma-separated; <see langword="null"/> for the configured ones.</param>
    public IReadOnlyList<string> ProjectFolders(string? folders) => TranscriptFolders.Resolve(folders ?? _options.Folders);

    /// <summary>The configured <c>projects</c> folders and those of every transcript read before, as with <c>cox import --root</c>.</summary>
    public async Task<IReadOnlyList<string>> AllFoldersAsync(CancellationToken cancellationToken)
    {
        var configured = ProjectFolders(null);
        var known = await _importer.ReadKnownAsync(cancellationToken).ConfigureAwait(false);
        return
        [
            .. configured,
            .. known.Select(TranscriptFolders.RootOf).Distinct(StringComparer.Ordinal)
                .Where(root => !configured.Any(folder => root == folder || root.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))),
        ];
    }

    /// <summary>Transcripts in the configured folders that were never read, and all that were read, wherever they lie.</summary>
    public async Task<(long Unread, long Read)> CountAsync(CancellationToken cancellationToken)
    {
        var known = await _importer.ReadKnownAsync(cancellationToken).ConfigureAwait(false);
        return (ProjectFolders(null).SelectMany(TranscriptFolders.Find).LongCount(file => !known.Contains(file.Path)), known.Count);
    }

    /// <summary>How far the import under way has come, this one's or the follower's; <see langword="null"/> while there is none.</summary>
    public ImportProgress? Progress => _importer.Progress;

    /// <summary>Imports everything new and returns once it is durable.</summary>
    public Task<ImportProgress> RunAsync(IReadOnlyList<string> projectFolders, IProgress<ImportProgress>? progress, CancellationToken cancellationToken) =>
        _importer.ImportAsync(projectFolders, progress, cancellationToken);
}
