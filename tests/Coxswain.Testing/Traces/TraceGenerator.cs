using Coxswain.Testing.Traces.Drafting;

namespace Coxswain.Testing.Traces;

/// <summary>Makes up a history of sessions that looks like Claude Code's and whose every number is known.</summary>
public static class TraceGenerator
{
    public static Trace Generate(TraceOptions options)
    {
        if (options.Sessions < 1 || options.Requests < options.Sessions)
        {
            throw new ArgumentException("A trace needs at least one session and one request in each.", nameof(options));
        }

        var draws = new Draws(options.Seed);
        var sessions = Sketch(options, draws);
        new ModelPass(options, draws).Run(sessions);
        sessions.ForEach(TimePass.Run);
        Calibrate(options, sessions);
        var writer = new TraceBuilder(options);
        return new Trace(options, [.. sessions.Select(writer.Build)]);
    }

    private static List<SessionDraft> Sketch(TraceOptions options, Draws draws)
    {
        var weights = Enumerable.Range(0, options.Sessions).Select(_ => 0.6 + (draws.Unit() * 0.8)).ToArray();
        var requests = Shares.Of(options.Requests, weights, least: 1);
        var lengths = Shares.Of((long)(options.AverageSessionLength.TotalMilliseconds * options.Sessions), weights, least: 60_000);
        var user = draws.Hex(32);
        var sketcher = new SessionSketcher(options, draws);
        var sessions = new List<SessionDraft>();
        for (var i = 0; i < options.Sessions; i++)
        {
            var project = options.Projects[i % options.Projects.Count];
            var session = new SessionDraft
            {
                SessionId = draws.Uuid(),
                UserId = user,
                Project = project,
                Branch = draws.Pick(project.Branches),
                Title = Vocabulary.Tasks[i % Vocabulary.Tasks.Count].Title,
                MainModel = options.MainModels[i % options.MainModels.Count],
                OneHourCache = draws.Chance(options.OneHourCacheShare),
                Start = options.Start.AddDays(i / 2).AddMinutes((i % 2 * 300) + draws.Between(0, 90)),
                Length = TimeSpan.FromMilliseconds(lengths[i]),
            };
            sketcher.Fill(session, (int)requests[i]);
            sessions.Add(session);
        }

        for (var i = 0; i < options.Errors; i++)
        {
            Fail(sessions, draws, sketcher);
        }

        return sessions;
    }

    /// <summary>Lets a turn end in an error that no retry could help.</summary>
    private static void Fail(List<SessionDraft> sessions, Draws draws, SessionSketcher sketcher)
    {
        var healthy = sessions.SelectMany(session => session.Turns).Where(turn => turn.Failure is null).ToList();
        if (healthy.Count > 0)
        {
            draws.Pick(healthy).Failure = sketcher.NewFailure();
        }
    }

    /// <summary>Finds the scale of all token counts at which the sessions cost what was asked. Cost grows with it, so halving finds it.</summary>
    private static void Calibrate(TraceOptions options, List<SessionDraft> sessions)
    {
        if (options.AverageSessionCostUsd is not { } wanted)
        {
            new TokenPass(options, 1).Run(sessions);
            return;
        }

        var (low, high) = (0.01, 100.0);
        for (var i = 0; i < 48; i++)
        {
            var middle = Math.Sqrt(low * high);
            var cost = new TokenPass(options, middle).Run(sessions) / sessions.Count;
            (low, high) = cost < wanted ? (middle, high) : (low, middle);
        }
    }
}
