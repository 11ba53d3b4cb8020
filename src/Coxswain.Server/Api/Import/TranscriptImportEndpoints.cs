using Coxswain.Core.Sessions;
using Coxswain.Core.Telemetry;
using Coxswain.Server.Api.Errors;
using Coxswain.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Coxswain.Server.Api.Import;

/// <summary>Imports transcripts; the answer is one JSON object per line, each how far it has come, the last one finished and stored.</summary>
internal static class TranscriptImportEndpoints
{
    public static void MapTranscriptImport(this IEndpointRouteBuilder api)
    {
        api.MapPost("/import/transcripts", ImportAsync)
            .WithSummary("Imports transcripts; one line of progress at a time").Produces<ImportProgress>(contentType: ProgressLines.ContentType).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        api.MapGet("/import/transcripts", static (TranscriptImport import) => Results.Ok(new ImportReport(import.Progress)))
            .WithSummary("How far the import of transcripts under way has come").Produces<ImportReport>();
    }

    private static async Task<IResult> ImportAsync(string? folders, TranscriptImport import, IOutbox outbox, DataAdmission admission, ImportableStore store, HttpContext context, CancellationToken cancellationToken)
    {
        if (!admission.IsOpen)
        {
            return ApiErrors.DemoFolder($"Nothing is imported: {DataAdmission.Refusal}.").AsResult();
        }

        var projects = import.ProjectFolders(folders);
        if (!projects.Any(Directory.Exists))
        {
            return ApiErrors.NoTranscripts(projects).AsResult();
        }

        if (await store.WhyNotAsync(cancellationToken) is { } reason)
        {
            return ApiErrors.StoreAway(reason).AsResult();
        }

        return await ProgressLines.WriteAsync<ImportProgress>(context, async progress =>
        {
            var result = await import.RunAsync(projects, new Unfinished(progress), cancellationToken);
            await outbox.FlushAsync(cancellationToken);
            return result with { IsFinished = true };
        }, cancellationToken);
    }

    /// <summary>Only what comes last, stored and all, is finished for the caller.</summary>
    private sealed class Unfinished(IProgress<ImportProgress> progress) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => progress.Report(value with { IsFinished = false });
    }
}
