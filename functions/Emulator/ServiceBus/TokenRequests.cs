// A message that is created here holds nothing that must be disposed of.
#pragma warning disable CA2000

using Amqp;
using Amqp.Framing;
using Amqp.Listener;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>Accepts the tokens with which clients authenticate. They are not checked, because on the loopback address everything is allowed.</summary>
internal sealed class TokenRequests : IRequestProcessor
{
    public int Credit => 100;

    public void Process(RequestContext requestContext)
    {
        var isToken = requestContext.Message.ApplicationProperties?["operation"] is "put-token";
        SessionWindow.Open(requestContext.ResponseLink);
        requestContext.Complete(new Message
        {
            ApplicationProperties = new ApplicationProperties
            {
                ["status-code"] = isToken ? 202 : 501,
                ["status-description"] = isToken ? "Accepted" : "Not Implemented",
            },
        });
    }
}
