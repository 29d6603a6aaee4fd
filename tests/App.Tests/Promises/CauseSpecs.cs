using AccessReview.App.Promises;
using Azure;
using Azure.Messaging.ServiceBus;
using Xunit;

namespace AccessReview.App.Tests.Promises;

public sealed class CauseSpecs
{
    public static TheoryData<Exception, string> Causes => new()
    {
        { new RequestFailedException(503, "https://secret.example/?sig=abc"), "service_503" },
        { new RequestFailedException("No route to ann@example.test"), "service_0" },
        { new ServiceBusException("sb://secret", ServiceBusFailureReason.ServiceTimeout), "queue_ServiceTimeout" },
        { new TimeoutException("ann"), "timeout" },
        { new HttpRequestException("10.0.0.7 refused"), "network" },
        { new UnauthorizedAccessException("/home/ann/audit"), "storage" },
        { new AggregateException(new IOException("disk of ann is full")), "storage" },
        { new InvalidOperationException("User ann@example.test is not in the directory."), "error_InvalidOperation" },
    };

    [Theory]
    [MemberData(nameof(Causes))]
    public void A_failure_cause_is_a_code_without_text_of_the_exception_message(Exception failed, string cause) => Assert.Equal(cause, Cause.Of(failed));

    [Theory]
    [InlineData("Azure.RequestFailedException", "error_RequestFailed")]
    [InlineData(null, "error_")]
    public void A_failure_cause_from_an_orchestration_is_the_exception_type(string? type, string cause) => Assert.Equal(cause, Cause.OfType(type));
}
