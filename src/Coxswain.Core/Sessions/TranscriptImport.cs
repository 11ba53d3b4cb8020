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

    /// <summary>How far the import under way has come, this one's or the follower's; <see langword="null"/> while there is none.</summary>
    public ImportProgress? Progress => _importer.Progress;

    /// <summary>Imports everything new and returns once it is durable.</summary>
    public Task<ImportProgress> RunAsync(IReadOnlyList<string> projectFolders, IProgress<ImportProgress>? progress, CancellationToken cancellationToken) =>
        _importer.ImportAsync(projectFolders, progress, cancellationToken);
}
