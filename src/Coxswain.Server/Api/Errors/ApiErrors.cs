using Coxswain.Storage;
using Coxswain.Storage.Sqlite;
using Microsoft.AspNetCore.Http;

namespace Coxswain.Server.Api.Errors;

/// <summary>Every error of the API, once. A code never changes its meaning; docs/errors.md lists them and a test compares.</summary>
internal static class ApiErrors
{
    public static ApiError NoToken { get; } = new(
        401, "unauthorized", "A token is needed.", "This endpoint takes the token of the data folder, and the request carries none or another one.",
        "Send \"Authorization: Bearer <token>\"; the token is in the file api-token in the data folder, which \"cox config show\" names as server.dataFolder.");

    public static ApiError BadHost { get; } = new(
        403, "host_refused", "The Host header is not this server's.", "The Host header does not name this listener.",
        "Use 127.0.0.1 or localhost with the listener's port, or add the name to server.allowedHosts.");

    public static ApiError BadOrigin { get; } = new(
        403, "origin_refused", "Web pages of other sites are not answered.", "The request comes from a web page of another origin.",
        "Call from a program instead of a page, or from a page of this server.");

    public static ApiError NoPath { get; } = new(
        404, "no_such_path", "There is no such path.", "Nothing answers at this path on this listener.", "See docs/commands.md, or /api/openapi.json for the paths there are.");

    public static ApiError BadRequest { get; } = new(
        400, "bad_request", "The request cannot be read.", "The request or its body is damaged or did not arrive whole.", "Send it again, as HTTP/1.1 or HTTP/2 ask.");

    public static ApiError TooLarge { get; } = new(413, "too_large", "The request is too large.", "The request's body is larger than this server takes.", "Send less at a time.");

    public static ApiError NoKey { get; } = new(
        401, "key_missing", "A key is needed.", "The receivers ask for the key of otlp.apiKey, and the request carries none or another one.",
        "Send it in the header that otlp.apiKeyHeader names; \"cox connect --hooks\" writes it into the settings.");

    public static ApiError NoGateway { get; } = new(404, "no_gateway", "There is no gateway.", "Only the daemon has one, and this is the server of a single command.", "Start the daemon with \"cox up\".");

    public static ApiError NoCall { get; } = new(
        404, "no_call", "There is no account of this call.", "Accounts are kept of the last calls whose clients asked for one, until the daemon stops.", "Ask right after the call, with the id of its x-coxswain-call header.");

    public static ApiError NoKeptRequest { get; } = new(
        404, "no_kept_request", "There is no such request.", "No failed request is kept under this id, or more than one starts like it.", "See those that are kept: GET /api/gateway/journal.");

    public static ApiError NotJson { get; } = new(415, "not_json", "The content type must be JSON.", "This path takes application/json only.", "Send it with \"Content-Type: application/json\".");

    public static ApiError NoHookEvent { get; } = new(
        400, "no_hook_event", "This is no hook event.", "The body is no JSON object with a hook_event_name.", "Send what Claude Code gives to a hook.");

    public static ApiError OutboxFull { get; } = new(
        503, "outbox_full", "Nothing can be kept now.", "The outbox is full because the store does not take rows, or it cannot be written.", "Send it again later; \"cox status\" tells how the store is.");

    public static ApiError Internal { get; } = new(
        500, "internal", "Something went wrong here.", "The request met an error that is ours; the daemon's log has it.", "Report it with the log's lines; \"cox doctor\" may know more.");

    public static ApiError WrongMethod(string allowed) => new(
        405, "method_not_allowed", "The path takes another method.", $"This path answers {allowed}.", $"Use {allowed}.");

    public static ApiError BadValue(IReadOnlyDictionary<string, string[]> errors) => new(
        400, "invalid_query", "A value in the query cannot be used.", string.Join(" ", errors.SelectMany(static field => field.Value.Select(line => $"{field.Key}: {line}"))),
        "Mend the values named in errors.") { Errors = errors };

    public static ApiError NoSession(string id) => new(
        404, "no_such_session", "There is no such session.", $"There is no session {id}.", "\"cox sessions list\" or GET /api/sessions shows those there are.");

    public static ApiError NoBudget(string name) => new(
        404, "no_such_budget", "There is no such budget.", $"There is no budget {name}.", "\"cox budget list\" or GET /api/budgets shows those there are.");

    public static ApiError NoRating(string id) => new(
        404, "no_such_rating", "There is no such rating.", $"No rating {id} counts: it was taken back, replaced by a later one of its session, or never made.", "GET /api/ratings shows those that count.");

    public static ApiError NoOverride(string name) => new(
        404, "no_override", "No override holds.", name.Length > 0 ? $"No override of budget {name} holds." : "No override of all budgets holds.", "GET /api/budget-overrides shows those there were; that of one budget is ended by its name.");

    public static ApiError NoTranscripts(IEnumerable<string> folders) => new(
        404, "no_transcripts", "There are no transcripts.", $"No transcripts: none of these folders exists: {string.Join(", ", folders)}.", "Name a folder that has a projects folder of Claude Code.");

    public static ApiError DemoFolder(string reason) => new(
        409, "demo_folder", "This data folder holds made-up data.", reason, "Use a data folder of your own: start \"cox up\" without the demo's.");

    public static ApiError ServerStore { get; } = new(
        409, "server_store", "The store is a ClickHouse server.", "Only the embedded engine's tables are checked; on a server nothing is changed.", "Have the server's administrator run CHECK TABLE.");

    public static ApiError StoreAway(string reason) => new(
        503, "store_unavailable", "The store is unavailable.", Ended(reason), "Ask again later; what is received meanwhile is kept. \"cox status\" tells how the store is.");

    public static ApiError StoreRefused(string reason) => new(
        500, "store_refused", "The store refused the query.", Ended(reason), "\"cox doctor\" tells what is wrong with the store.");

    public static ApiError StateAway(string reason) => new(
        503, "state_unavailable", "The data folder's state is unavailable.", Ended(reason), "Nothing was changed. Make room on the disk, or ask again later; \"cox doctor\" tells what is wrong.");

    /// <summary>What a failure of the store, or of the data folder's state, is to the caller; <see langword="null"/> when it is neither.</summary>
    public static ApiError? OfStore(Exception failure) => failure switch
    {
        StoreUnavailableException away => StoreAway(away.Message),
        StoreRejectedException refused => StoreRefused(refused.Message),
        StateUnavailableException away => StateAway(away.Message),
        _ => null,
    };

    private static string Ended(string reason) => reason.EndsWith('.') ? reason : reason + ".";

    /// <summary>As an endpoint's result.</summary>
    public static IResult AsResult(this ApiError error) => new ErrorResult(error);

    private sealed class ErrorResult(ApiError error) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => ErrorAnswer.WriteAsync(httpContext, error);
    }
}
