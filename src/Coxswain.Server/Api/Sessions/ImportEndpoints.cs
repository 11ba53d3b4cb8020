using System.Text.Json;
using System.Threading.Channels;
using Coxswain.Core.Sessions;
using Coxswain.Core.Telemetry;
using Coxswain.Server.Api.Errors;
using Coxswain.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Coxswain.Server.Api.Sessions;

/// <summary>Imports transcripts; the answer is one JSON object per line, each how far it has come, the last one finished and stored.</summary>
internal static class ImportEndpoints
{
    public static void MapImport(this IEndpointRouteBuilder api)
    {
        api.MapPost("/import/transcripts", ImportAsync)
            .WithSummary("Imports transcripts; one line of progress at a time").Produces<ImportProgress>(contentType: "application/x-ndjson").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        api.MapGet("/import/transcripts", static (TranscriptImport import) => Results.Ok(new ImportReport(import.Progress)))
            .WithSummary("How far the import of transcripts under way has come").Produces<ImportReport>();
    }

    private static async Task<IResult> ImportAsync(string? folders, TranscriptImport import, IOutbox outbox, DataAdmission admission, HttpContext context, CancellationToken cancellationToken)
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

        context.Response.ContentType = "application/x-ndjson";
        var reports = Channel.CreateBounded<ImportProgress>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        var running = RunAsync(import, projects, outbox, reports.Writer, cancellationToken);
        await foreach (var report in reports.Reader.ReadAllAsync(cancellationToken))
        {
            await JsonSerializer.SerializeAsync(context.Response.Body, report, JsonSerializerOptions.Web, cancellationToken);
            await context.Response.Body.WriteAsync("\n"u8.ToArray(), cancellationToken);
            await context.Response.Body.FlushAsync(cancellationToken);
        }

        await running;
        return Results.Empty;
    }

    private static async Task RunAsync(
        TranscriptImport import, IReadOnlyList<string> projects, IOutbox outbox, ChannelWriter<ImportProgress> reports, CancellationToken cancellationToken)
    {
        try
        {
            var result = await import.RunAsync(projects, new Reports(reports), cancellationToken);
            await outbox.FlushAsync(cancellationToken);
            reports.TryWrite(result with { IsFinished = true });
            reports.Complete();
        }
        catch (Exception problem)
        {
            reports.Complete(problem);
            throw;
        }
    }

    /// <summary>Only what comes last, stored and all, is finished for the caller.</summary>
    private sealed class Reports(ChannelWriter<ImportProgress> writer) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => writer.TryWrite(value with { IsFinished = false });
    }
}
