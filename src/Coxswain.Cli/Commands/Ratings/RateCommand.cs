using System.CommandLine;
using Coxswain.Cli.Client;
using Coxswain.Cli.Commands.Sessions;
using Coxswain.Core.Ratings;
using Coxswain.Server.Api.Ratings;

namespace Coxswain.Cli.Commands.Ratings;

/// <summary><c>cox rate</c>: how a session went, from 1 to 5; without a score, what was said so far.</summary>
internal static class RateCommand
{
    private static readonly Argument<int?> Score = new("score") { Description = "1 (bad) to 5 (good); without one, what was said so far is shown", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> Session = new("--session") { Description = "Its id or the start of it; the current session (of this folder, with the newest event) unless given", HelpName = "id" };
    private static readonly Option<string?> Note = new("--note") { Description = $"Why, in up to {SessionRating.LongestNote} characters; kept as it is written", HelpName = "text" };
    private static readonly Option<bool> Undo = new("--undo") { Description = "Take back what was said last: of the session given, or else of any" };

    public static Command Create() => new CoxCommand(
        "rate", "Rates a session from 1 to 5, and shows what was said so far", "cox rate 4", "cox rate 2 --note \"went in circles\"", "cox rate --undo", "cox rate")
    {
        Score, Session, Note, Undo,
    }.Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Get(Undo) && (context.Get(Score) is not null || context.Get(Note) is not null))
        {
            throw new CommandException(ExitCode.Usage, "--undo takes back and says nothing new: leave the score and --note out.");
        }

        if (context.Get(Score) is null && context.Get(Note) is not null)
        {
            throw new CommandException(ExitCode.Usage, "A note goes with a score: cox rate 4 --note …");
        }

        await using var client = await context.ConnectAsync(cancellationToken);
        return context.Get(Undo) ? await UndoAsync(client, context, cancellationToken)
            : context.Get(Score) is { } score ? await RateAsync(client, score, context, cancellationToken)
            : await ShowAsync(client, context, cancellationToken);
    }

    private static async Task<ExitCode> RateAsync(CoxClient client, int score, CommandContext context, CancellationToken cancellationToken)
    {
        var session = context.Get(Session) ?? await CurrentSession.FindAsync(client, context, cancellationToken);
        var saved = await client.PostAsync<SavedRating>("/api/ratings", new RatingWish(session, score, context.Get(Note), "cli"), cancellationToken);
        if (context.Output.Json)
        {
            context.Output.WriteJson(saved);
        }
        else
        {
            context.Output.WriteLine($"Session {saved.Session} rated {saved.Score} of {SessionRating.Most}. Take it back: cox rate --undo");
        }

        return ExitCode.Ok;
    }

    private static async Task<ExitCode> UndoAsync(CoxClient client, CommandContext context, CancellationToken cancellationToken)
    {
        var report = await ReadAsync(client, context, cancellationToken);
        if (report.Ratings is not [var newest, ..])
        {
            throw new CommandException(ExitCode.NotFound, "There is no rating to take back.");
        }

        using var response = await client.SendAsync(HttpMethod.Delete, $"/api/ratings/{Uri.EscapeDataString(newest.Id)}", null, cancellationToken);
        var undone = await CoxClient.ReadAsync<UndoneRating>(response, cancellationToken);
        if (context.Output.Json)
        {
            context.Output.WriteJson(undone);
        }
        else
        {
            context.Output.WriteLine($"The rating of session {undone.Session}, {undone.Score} of {SessionRating.Most}, counts no more.");
        }

        return ExitCode.Ok;
    }

    private static async Task<ExitCode> ShowAsync(CoxClient client, CommandContext context, CancellationToken cancellationToken)
    {
        var report = await ReadAsync(client, context, cancellationToken);
        if (context.Output.Json)
        {
            context.Output.WriteJson(report);
        }
        else
        {
            RatingView.Write(report, context.Output);
        }

        return ExitCode.Ok;
    }

    private static Task<RatingReport> ReadAsync(CoxClient client, CommandContext context, CancellationToken cancellationToken)
        => client.GetAsync<RatingReport>("/api/ratings" + QueryString.Of(("session", context.Get(Session))), cancellationToken);
}
