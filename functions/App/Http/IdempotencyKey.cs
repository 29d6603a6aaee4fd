using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Http;

public static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    internal const int Longest = 128;

    private static readonly object OperationItem = new();

    /// <exception cref="ProblemException">The header is present but is not a valid key.</exception>
    internal static string? Of(HttpRequest request) => request.Headers[Header] switch
    {
        [] => null,
        [{ Length: > 0 and <= Longest } key] when key.All(c => c is >= ' ' and <= '~') => key,
        _ => throw Problems.BadRequest($"{Header} must have 1 to {Longest} printable ASCII characters.", "bad_idempotency_key"),
    };

    extension(HttpContext context)
    {
        /// <summary>
        /// The id of this caller's request, the same each time the request is sent.
        /// The request's rows carry it or derive their ids from it, so that a request that is repeated after a crash has no second effect.
        /// </summary>
        /// <exception cref="InvalidOperationException">The function is not marked <see cref="IdempotentAttribute"/>.</exception>
        public OperationId GetOperation() => context.Items.TryGetValue(OperationItem, out var operation) && operation is OperationId known
            ? known
            : throw new InvalidOperationException("Only a function with [Idempotent] has an operation.");

        internal void SetOperation(OperationId operation) => context.Items[OperationItem] = operation;
    }
}
