using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Coxswain.Core.Kernel;
using Coxswain.Server.Hosting;

namespace Coxswain.Server.Security;

/// <summary>Keeps the API token in the data folder (mode 0600), so that clients such as Grafana need not be told a new one at every start.</summary>
internal static class TokenFile
{
    public static ApiToken ReadOrCreate(ServerOptions options, DataFolder folder)
    {
        if (options.ApiToken.Length > 0)
        {
            return new ApiToken(options.ApiToken);
        }

        if (File.Exists(folder.TokenFile) && File.ReadAllText(folder.TokenFile).Trim() is { Length: >= 32 } kept && ApiToken.IsSendable(kept))
        {
            OwnerOnlyFile.Restrict(folder.TokenFile);
            return new ApiToken(kept);
        }

        var created = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        OwnerOnlyFile.Replace(folder.TokenFile, Encoding.ASCII.GetBytes(created + "\n"));
        return new ApiToken(created);
    }
}
