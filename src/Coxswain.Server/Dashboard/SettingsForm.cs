using Coxswain.Dashboard.Installation;
using Coxswain.Server.Configuration;
using Coxswain.Server.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Coxswain.Server.Dashboard;

/// <summary>What the form of the settings page sends.</summary>
internal static class SettingsForm
{
    private const string Page = "/settings";

    public static void MapSettingsForm(this IEndpointRouteBuilder pages, SettingsPage page)
        => pages.MapPost(Page, (HttpContext context, CoxswainSettings settings, PageSending sending) => SaveAsync(context, settings, sending, page)).OpenedBy(TokenAccess.Browser);

    private static async Task SaveAsync(HttpContext context, CoxswainSettings settings, PageSending sending, SettingsPage page)
    {
        var form = await PageForm.ReadAsync(context);
        if (SettingCatalog.Find(form["name"]) is not { IsSecret: false } definition)
        {
            await sending.RefuseAsync(context, page, "There is no such setting here. Secrets are set with cox config set.");
            return;
        }

        try
        {
            SettingsWriter.Set(new SettingsRequest(SettingsRequest.ProcessEnvironment(), [], settings.ConfigFile), definition.Name, form["value"]);
            await PageSending.Done(context, Page, "setting");
        }
        catch (SettingsException problem)
        {
            await sending.RefuseAsync(context, page, $"Nothing was changed. {problem.Message}");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            await sending.RefuseAsync(context, page, $"Nothing was changed: the file cannot be written ({problem.Message}).");
        }
    }
}
