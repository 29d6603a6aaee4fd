using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Http;

public static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    private const int Longest = 128;

    private static readonly object OnceKey = new();

    /// <exception cref="ProblemException">The header is there, and no key.</exception>
    internal static string? Of(HttpRequest request) => request.Headers[Header] switch
    {
        [] => null,
        [{ Length: > 0 and <= Longest } key] when key.All(c => c is >= ' ' and <= '~') => key,
        _ => throw Problems.BadRequest($"{Header} is one text of 1 to {Longest} printable ASCII characters.", "bad_idempotency_key"),
    };

    extension(HttpContext context)
    {
        /// <summary>
        /// The same for every sending of this request by this caller, and for nothing else; null where they sent no key.
        /// What is made under it gets its id from it, so that a request that died half-way makes nothing twice.
        /// </summary>
        public string? GetOnceKey() => context.Items.TryGetValue(OnceKey, out var key) ? (string?)key : null;

        internal void SetOnceKey(string key) => context.Items[OnceKey] = key;
    }
}
