using Coxswain.Core.Pricing;
using Microsoft.Extensions.DependencyInjection;

namespace Coxswain.Server.Configuration;

/// <summary>The user's price file lies beside the configuration file unless configured elsewhere.</summary>
internal static class UserPrices
{
    public const string FileName = "prices.json";

    public static IServiceCollection AddUserPrices(this IServiceCollection services)
    {
        services.AddOptions<PricingOptions>().PostConfigure<CoxswainSettings>(static (options, settings) =>
        {
            if (options.PricesFile.Length == 0)
            {
                options.PricesFile = DefaultFile(settings);
            }
        });
        return services;
    }

    /// <exception cref="SettingsException">The file has problems; the message lists them all.</exception>
    public static PriceBook Load(CoxswainSettings settings)
    {
        var file = settings.Configuration[$"{PricingOptions.Section}:{nameof(PricingOptions.PricesFile)}"];
        try
        {
            return PriceBook.Load(file is { Length: > 0 } ? file : DefaultFile(settings));
        }
        catch (InvalidPriceBookException problem)
        {
            throw new SettingsException(problem.Message, problem);
        }
    }

    /// <summary>Reads the prices at start rather than at the first request that needs them.</summary>
    /// <exception cref="SettingsException">The file has problems; the message lists them all.</exception>
    public static void Check(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<PriceBook>();
        }
        catch (InvalidPriceBookException problem)
        {
            throw new SettingsException(problem.Message, problem);
        }
    }

    private static string DefaultFile(CoxswainSettings settings) => Path.Combine(Path.GetDirectoryName(settings.ConfigFile) ?? "", FileName);
}
