using AccessReview.App.Http;
using AccessReview.App.Pipeline.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Pipeline;

/// <summary>
/// Answers what no other function does. The Functions host knows no 405: a method that a route does not take finds no
/// function at all (Azure/azure-functions-host#10098), so it ends here and is told what the route takes.
/// </summary>
public sealed class FallbackRoute
{
    /// <summary>
    /// The Functions host asks routes in the order of the functions' names and takes the first that matches
    /// (Azure/azure-functions-host#3153): this one, which matches everything, has to be the last.
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
