using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace AccessReview.Emulator.Host;

/// <summary>The authorization level of an HTTP function; the names are those of the binding.</summary>
internal enum AuthLevel
{
    Anonymous,
    Function,
    Admin,
}

/// <summary>Checks the key of a request: the header x-functions-key, otherwise the query parameter code, as in the real host.</summary>
internal sealed class FunctionKeys(HostKeys keys)
{
    public bool Allow(AuthLevel level, HttpRequest request)
    {
        if (level == AuthLevel.Anonymous)
            return true;
        var given = request.Headers["x-functions-key"].FirstOrDefault() ?? request.Query["code"].FirstOrDefault() ?? "";
        return Same(given, keys.Master) || (level == AuthLevel.Function && Same(given, keys.Function));
    }

    private static bool Same(string given, string key) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(key));
}
