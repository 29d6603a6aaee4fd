metadata description = 'Event Grid tells the app about mails that did not arrive. It calls the app with a token of its own; no secret is involved.'

@description('The Communication Services account whose events are meant.')
param communicationName string
param name string
param tags { *: string }

@description('The app, as https://access.example.org. It must run when the subscription is made, because Event Grid asks it for consent.')
param siteAddress string

@description('The tenant that issues the token.')
param tenantId string

@description('The application that the token is for: the client id of the site, or its URI.')
param audience string

resource communication 'Microsoft.Communication/communicationServices@2025-09-01' existing = {
  name: communicationName
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    source: communication.id
    topicType: 'Microsoft.Communication.CommunicationServices'
  }

  // https://learn.microsoft.com/azure/event-grid/communication-services-email-events
  resource subscription 'eventSubscriptions' = {
    name: 'undelivered'
    properties: {
      destination: {
        endpointType: 'WebHook'
        properties: {
          // It holds no secret: Event Grid sends a token.
          #disable-next-line use-secure-value-for-secure-inputs
          endpointUrl: '${siteAddress}/api/v1/mail/reports'
          azureActiveDirectoryTenantId: tenantId
          azureActiveDirectoryApplicationIdOrUri: audience
          minimumTlsVersionAllowed: '1.2'
          maxEventsPerBatch: 1
        }
      }
      eventDeliverySchema: 'EventGridSchema'
      filter: {
        includedEventTypes: ['Microsoft.Communication.EmailDeliveryReportReceived']
        // Mails that arrived need no event: each would cost a call and two reads.
        advancedFilters: [{ operatorType: 'StringNotIn', key: 'data.status', values: ['Delivered', 'Expanded'] }]
      }
      retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
    }
  }
}
