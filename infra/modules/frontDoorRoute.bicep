metadata description = 'The way from the Front Door to the app: by its public name, or by a private link that the app\'s owner has to approve.'

param profileName string
param endpointName string
param appHostName string

@description('The app, where only a private link reaches it; empty: it has a public address.')
param privateAppId string
param location string

resource profile 'Microsoft.Cdn/profiles@2025-06-01' existing = {
  name: profileName

  resource endpoint 'afdEndpoints' existing = {
    name: endpointName
  }
}

resource origins 'Microsoft.Cdn/profiles/originGroups@2025-06-01' = {
  parent: profile
  name: 'app'
  properties: {
    healthProbeSettings: {
      probePath: '/api/health/live'
      probeProtocol: 'Https'
      probeRequestType: 'HEAD'
      probeIntervalInSeconds: 100
    }
    loadBalancingSettings: {
      sampleSize: 4
      successfulSamplesRequired: 3
      additionalLatencyInMilliseconds: 50
    }
  }

  resource app 'origins' = {
    name: 'app'
    properties: {
      hostName: appHostName
      originHostHeader: appHostName
      httpsPort: 443
      enforceCertificateNameCheck: true
      sharedPrivateLinkResource: empty(privateAppId)
        ? null
        : {
            groupId: 'sites'
            privateLink: { id: privateAppId }
            privateLinkLocation: location
            requestMessage: 'Front Door of Access Review'
          }
    }
  }
}

resource everything 'Microsoft.Cdn/profiles/afdEndpoints/routes@2025-06-01' = {
  parent: profile::endpoint
  name: 'everything'
  properties: {
    forwardingProtocol: 'HttpsOnly'
    httpsRedirect: 'Enabled'
    linkToDefaultDomain: 'Enabled'
    originGroup: { id: origins.id }
    patternsToMatch: ['/*']
    supportedProtocols: ['Http', 'Https']
  }
  dependsOn: [origins::app]
}
