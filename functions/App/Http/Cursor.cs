using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Http;

/// <summary>The position in a paged list. It is opaque, and valid only for the same caller, route and filter.</summary>
public sealed class Cursor(IDataProtectionProvider protection)
{
    private const string Purpose = "AccessReview.Cursor";

    private const int Longest = 4096;

    /// <summary>The scope of a list: its caller, its route, and every parameter except those for paging.</summary>
    public static string ScopeOf(HttpRequest request) => string.Join(
        '\n',
        request.Query
            .Where(parameter => parameter.Key is not ("cursor" or "limit"))
            .Select(parameter => $"{parameter.Key}={string.Join(',', parameter.Value.AsEnumerable())}")
            .Order(StringComparer.Ordinal)
            .Prepend($"{request.HttpContext.TryGetCaller()?.Id} {request.Path}"));

    public string Protect(string scope, string position) => protection.CreateProtector(Purpose, scope).Protect(position);

    /// <summary>Returns the position, or null at the beginning of the list.</summary>
    /// <exception cref="ProblemException">The cursor does not belong to this scope: 400 bad_cursor.</exception>
    public string? Unprotect(string scope, string? cursor)
    {
        if (string.IsNullOrEmpty(cursor))
            return null;

        try
        {
            return cursor.Length <= Longest ? protection.CreateProtector(Purpose, scope).Unprotect(cursor) : throw Bad();
        }
        catch (CryptographicException)
        {
            throw Bad();
        }
    }

    private static ProblemException Bad() => Problems.BadRequest(Say($"The cursor does not belong to this list. Start without a cursor."), "bad_cursor");
}
