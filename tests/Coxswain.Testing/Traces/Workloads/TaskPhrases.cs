using Coxswain.Testing.Traces.Drafting;

namespace Coxswain.Testing.Traces.Workloads;

/// <summary>How users put tasks of each difficulty. Hard ones are often put without any telling word, and some with words of routine work.</summary>
internal static class TaskPhrases
{
    private static readonly string[] Routine =
    [
        "read {file} and tell me what it does",
        "show me the last ten commits that touched {thing}",
        "list all places where {thing} is used",
        "where is {thing} defined?",
        "rename {thing} to {other} everywhere",
        "fix the typo in the {thing} heading",
        "summarise what changed in {file} since yesterday",
        "format {file} with the project's settings",
        "sort the imports in {file}",
        "what does the retry flag in {file} do?",
        "add a docstring to every function in {file}",
        "count how many tests cover {thing}",
        "replace the hard-coded port with the one in the settings",
        "open {file} and print the configuration it loads",
        "write a commit message for what is staged",
        "update the copyright year",
        "explain in two sentences what {thing} is for",
        "convert the {thing} table in the docs to markdown",
        "give me a short summary of the open pull request",
        "remove the unused imports",
        "bump the version to the next patch and update the changelog",
        "which files mention {thing}?",
        "add {thing} to the gitignore",
        "grep for leftover print statements and list them",
    ];

    private static readonly string[] Ordinary =
    [
        "add an endpoint that refunds an {thing}, with tests",
        "write unit tests for {file}",
        "make the {thing} form validate its input before it is sent",
        "update the dependencies and fix what breaks",
        "add pagination to the {thing} list",
        "the {thing} page shows the wrong total when it is empty, please fix",
        "implement the filter for {thing} by date",
        "add a setting that turns {thing} off",
        "move the {thing} helpers into their own module and adjust the callers",
        "log every change of {thing} with the user that made it",
        "review my uncommitted changes",
        "build a small page that shows {thing} by month",
        "send an email when a {thing} is cancelled",
        "make the command line accept several {thing} at once",
        "cache the {thing} lookup for a minute",
        "the build fails on windows, the path of {file} has the wrong separator",
        "add retries with backoff to the {thing} client",
        "write release notes since the last tag",
        "export {thing} as csv, same columns as in the table",
        "support dark mode in the {thing} view",
    ];

    private static readonly string[] Hard =
    [
        "test_{thing}_total fails one time in twenty, track it down",
        "debug why {thing} sign-in stops working after an hour",
        "two workers sometimes pick up the same {thing}, find out how that can be and stop it",
        "we lose rows of {thing} under load and nobody knows where",
        "the numbers of {thing} in the dashboard and in the ledger drift apart over a day, get to the bottom of it",
        "redesign how {thing} and {other} share state so that either can be deployed alone",
        "memory of the {thing} service grows until it is killed every night, work out what holds on to it",
        "move {thing} from the old database to the new one without downtime",
        "rework the {thing} scheduler so that no job starves when one queue is full",
        "customers in other time zones see {thing} on the wrong day, but only around the clock change",
        "the {thing} import takes ten minutes, it must be done in one",
        "plan how to split {thing} out of the monolith and do the first step",
        "after yesterday's deploy one in a thousand {thing} requests hangs forever, look into it",
        "make {thing} safe against replayed and forged callbacks",
        "prove that the new {thing} merge gives the same result as the old one in every order of events",
        "the {thing} tests pass alone and fail together, why?",
        "replace the hand-written {thing} parser with one that recovers from errors",
        "reproduce the deadlock between {thing} and {other} and fix it",
        "our {thing} totals are off by a cent for some carts, figure out the rounding",
        "upgrade the framework two major versions, {thing} first",
        "somebody can see another tenant's {thing}, close every way that can happen",
    ];

    /// <summary>Hard tasks put wholly in words of routine work: nothing tells them before they are begun.</summary>
    private static readonly string[] Misleading =
    [
        "read through {file} and explain how a request can end up charged twice",
        "show me how {thing} and {other} can both be written at once",
        "find every way a {thing} can be lost and list them",
    ];

    private static readonly string[] GoingOn =
    [
        "now do the same for the other case",
        "that is not what I meant, look at the caller first",
        "good, go on",
        "it still does not work",
        "you missed one, see the second file",
        "ok but keep the old name working",
        "try it another way",
        "yes, do that",
    ];

    private static readonly string[] Searches =
    [
        "find where {thing} is validated",
        "list the callers of {thing}",
        "search for tests of {thing}",
        "read {file} and report how {thing} is built",
        "look for uses of {thing} outside {file}",
        "collect the settings {thing} reads",
    ];

    private static readonly string[] Errands = ["run the tests again", "commit this", "push it", "show me the diff", "good, and the docs? update the readme", "lint it"];

    private static readonly string[] Things = ["order", "invoice", "customer", "checkout", "session", "report", "booking", "payment", "refund", "address", "inventory", "label", "coupon", "mailing", "subscription", "webhook"];

    private static readonly string[] Files = ["src/orders.ts", "src/cache.py", "lib/billing.py", "src/routes/index.ts", "app/report.py", "src/client.ts", "settings.py", "src/queue.ts"];

    public static string Task(TraceDifficulty difficulty, Draws draws) => Filled(
        draws.Pick(difficulty switch
        {
            TraceDifficulty.Routine => Routine,
            TraceDifficulty.Ordinary => Ordinary,
            _ => Hard,
        }),
        draws);

    private static string Filled(string phrase, Draws draws) => phrase
        .Replace("{thing}", draws.Pick(Things), StringComparison.Ordinal)
        .Replace("{other}", draws.Pick(Things), StringComparison.Ordinal)
        .Replace("{file}", draws.Pick(Files), StringComparison.Ordinal);

    public static string MisleadingTask(Draws draws) => Filled(draws.Pick(Misleading), draws);

    public static string GoOn(Draws draws) => draws.Pick(GoingOn);

    public static string Search(Draws draws) => Filled(draws.Pick(Searches), draws);

    public static string Errand(Draws draws) => draws.Pick(Errands);
}
