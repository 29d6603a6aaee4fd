using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.Emulator.Tests.Host;

internal sealed class HttpDouble
{
    [Function(nameof(HelloAgain))]
    public IResult HelloAgain([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "hello")] HttpRequest request) => Results.Ok(request.Path.Value);
}
