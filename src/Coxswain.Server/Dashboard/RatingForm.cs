using System.Globalization;
using System.Text;
using Coxswain.Core.Ratings;
using Coxswain.Core.Sessions;
using Coxswain.Dashboard.Pages;
using Coxswain.Server.Api.Errors;
using Coxswain.Server.Hosting;
using Coxswain.Server.Ratings;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Coxswain.Server.Dashboard;

/// <summary>The five buttons of the rating card. Answers by sending the browser back to the page they are on.</summary>
internal static class RatingForm
{
    public static async Task TakeAsync(HttpContext context, RatingLog log, ISessionStore sessions, PageFeed feed)
    {
        var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString((await SmallBody.ReadAsync(context)).Span));
        var session = form.TryGetValue("session", out var named) ? named.ToString() : "";
        if (!form.TryGetValue("score", out var told) || !int.TryParse(told.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var score)
            || score is < SessionRating.Least or > SessionRating.Most || session.Length is 0 or > 200)
        {
            await ErrorAnswer.WriteAsync(context, ApiErrors.BadRequest);
            return;
        }

        if ((await sessions.MatchAsync(session, 1, context.RequestAborted)) is not [var found] || found != session)
        {
            await ErrorAnswer.WriteAsync(context, ApiErrors.NoSession(session));
            return;
        }

        if (await log.AddAsync(session, score, "", "dashboard", context.RequestAborted) is null)
        {
            await ErrorAnswer.WriteAsync(context, ApiErrors.OutboxFull);
            return;
        }

        feed.Renew();
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = Back(context.Request);
    }

    /// <summary>A page of this server: whatever the header says, its path alone is taken.</summary>
    private static string Back(HttpRequest request)
        => Uri.TryCreate(request.Headers.Referer.ToString(), UriKind.Absolute, out var from) && from.AbsolutePath is "/" or "/health" ? from.PathAndQuery : DashboardAddresses.Home;
}
