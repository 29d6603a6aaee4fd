using AccessReview.App.Http;
using AccessReview.App.Pipeline.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Pipeline;

/// <summary>
/// Answers every request that matches no other function. The Functions host has no 405: a method that a route does not accept
/// matches no function (Azure/azure-functions-host#10098), so this function answers it with the allowed methods.
/// </summary>
public sealed class FallbackRoute
{
    /// <summary>
    /// The Functions host tries routes in the order of the functions' names and takes the first match
    /// (Azure/azure-functions-host#3153). This function matches everything, so its name must sort last.
    /// </summary>
    internal const string LastOfAll = "ZzAnswerNotThere";

    [Function(LastOfAll)]
    [Anybody(FromElsewhere = true)]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequest request)
    {
        var verbs = HttpEndpoint.All.Where(endpoint => endpoint.Matches(request.Path)).SelectMany(endpoint => endpoint.Verbs).Distinct().Order(StringComparer.Ordinal).ToList();
        if (verbs.Count == 0 || verbs.Contains(request.Method, StringComparer.OrdinalIgnoreCase))
            throw Problems.NotFound();

        var allow = string.Join(", ", verbs);
        throw new ProblemException(StatusCodes.Status405MethodNotAllowed, "method_not_allowed", Say($"This method is not allowed."), Say($"Allowed: {allow}.")) { Allow = allow };
    }
}
